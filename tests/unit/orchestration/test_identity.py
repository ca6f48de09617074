"""The publication's name follows from inputs in force, code and parameters, and only those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline_support import land

from dagster_project.publication.identity import current_identity, inputs_digest, parameters
from dagster_project.resources import Settings
from ingestion.load import ingest_source

ACCOUNTS = "account_id,name\nA1,One\n"
GOALS = "kpi,target,due_on,owner\nnps,{},2026-12-31,me\n"
KEY = "the same secret on every machine"


def ingest(settings: Settings) -> str:
    from ingestion.lake import initialise

    initialise(settings.home, KEY)
    for source in ("generic", "program"):
        ingest_source(settings.home, settings.extracts, source)
    return inputs_digest(settings)


def test_the_same_content_gives_the_same_name_under_any_file_name(
    settings: Settings, tmp_path: Path
) -> None:
    land(settings.extracts, "generic/accounts/a.csv", ACCOUNTS)
    other = replace(settings, home=tmp_path / "home2", extracts=tmp_path / "extracts2")
    land(other.extracts, "generic/accounts/2026/other name.csv", ACCOUNTS)
    assert ingest(settings) == ingest(other)


def test_a_copy_changes_nothing_and_new_content_changes_the_name(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", ACCOUNTS)
    first = ingest(settings)
    land(settings.extracts, "generic/accounts/copy.csv", ACCOUNTS)
    assert ingest(settings) == first
    land(settings.extracts, "generic/accounts/b.csv", "account_id,name\nA2,Two\n")
    assert ingest(settings) != first


def test_a_snapshot_that_reverts_changes_the_name_back_and_forth(settings: Settings) -> None:
    land(settings.extracts, "program/goals/1.csv", GOALS.format(30))
    one = ingest(settings)
    land(settings.extracts, "program/goals/2.csv", GOALS.format(40))
    two = ingest(settings)
    land(settings.extracts, "program/goals/3.csv", GOALS.format(30))
    three = ingest(settings)
    assert one != two
    assert three != two


def test_parameters_are_the_vars_and_the_fixed_dates(settings: Settings) -> None:
    found = parameters(replace(settings, as_of="2026-01-01"))
    assert found["LOYALTY_AS_OF"] == "2026-01-01"
    assert found["grace_days"] == 31


def test_as_of_code_and_kind_of_company_are_part_of_the_name(settings: Settings) -> None:
    ingest(settings)
    plain = current_identity(settings)
    dated = current_identity(replace(settings, as_of="2026-01-01"))
    assert plain.publication_id != dated.publication_id
    assert plain.publication_id == current_identity(settings).publication_id
    assert replace(plain, code_version="x").publication_id != plain.publication_id
    assert replace(plain, is_sample=True).publication_id != plain.publication_id


def test_what_dbt_is_told(settings: Settings) -> None:
    ingest(settings)
    identity = current_identity(settings)
    told = identity.environment("2026-01-01 00:00:00")
    assert told["LOYALTY_PUBLICATION_ID"] == identity.publication_id
    assert told["LOYALTY_IS_SAMPLE"] == "false"
    assert '"LOYALTY_AS_OF": ""' in told["LOYALTY_PARAMS"]
