"""A lake and a warehouse without the orchestrator: what tests of the build need of the pipeline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
from pipeline_support import HASH_KEY, environment

from dagster_project.dbt_runner import invoke
from dagster_project.resources import Settings
from dagster_project.warehouse import (
    AFTER_ESTIMATORS,
    BEFORE_ESTIMATORS,
    derive_estimates,
    describe_failures,
)
from dagster_project.writing import writing
from ingestion.contracts import source_names
from ingestion.lake import initialise
from ingestion.load import ingest_source

# A second support desk, through the generic contract, which the sample company has not: each third ticket of
# Zendesk's again, by people and accounts of the CRM and by strangers, solved (or not) in a later version.
OTHER_DESK = """
with contacts as (
    select AccountId as account_id, Email as email, row_number() over (order by Id, Email) as number
    from read_csv('{extracts}/salesforce/Contact/*.csv', all_varchar = true)
),
tickets as (
    select *, row_number() over (order by id) as number
    from read_ndjson('{extracts}/zendesk/tickets/*.ndjson', union_by_name = true, ignore_errors = true)
    where id % 3 = 0
)
select
    concat('D-', tickets.id) as ticket_id,
    case when tickets.id % 2 = 0 then contacts.account_id end as account_id,
    case when tickets.id % 5 = 0 then 'nobody@elsewhere.example' else contacts.email end as requester_email,
    tickets.created_at,
    case when {solved} then tickets.created_at + interval 2 day end as solved_at,
    case when {solved} then 'solved' else 'open' end as status,
    case when tickets.id % 4 = 0 then 4.5 end as csat_score
from tickets
inner join contacts on contacts.number = 1 + tickets.number % (select count(*) from contacts)
order by tickets.id
"""
WITHOUT_TESTS = ["--exclude-resource-type", "test", "unit_test"]


def ingest(home: Path, extracts: Path) -> None:
    """Land every new file of every source."""
    initialise(home, HASH_KEY)
    for source in source_names():
        ingest_source(home, extracts, source)


def land_other_desk(extracts: Path) -> None:
    """Tickets of a second support desk beside a sample company's extracts: as opened, and later as solved."""
    folder = extracts / "generic" / "tickets"
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        for name, solved in (("desk_1_opened", "false"), ("desk_2_solved", "tickets.id % 7 > 0")):
            statement = OTHER_DESK.format(extracts=extracts, solved=solved)
            connection.execute(f"copy ({statement}) to '{folder / name}.csv' (header)")


def build(home: Path, **variables: str) -> list[Any]:
    """Build on DuckDB as the pipeline does: inputs of the estimators, their estimates, the rest.

    No dbt test runs; everything must succeed. Returns dbt's results, node by node.
    """
    with mock.patch.dict(os.environ, environment(home, None, **variables), clear=True):
        settings = Settings.from_environment()
        with writing(settings, say=print):
            parts = [invoke(settings, BEFORE_ESTIMATORS)]
            derive_estimates(settings, say=print)
            parts.append(invoke(settings, ["build", *AFTER_ESTIMATORS, *WITHOUT_TESTS]))
        failures = [line for part in parts for line in describe_failures(settings, part)]
    assert failures == []
    return [node for part in parts for node in part.result.results]
