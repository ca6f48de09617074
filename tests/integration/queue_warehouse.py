"""A warehouse that holds only what the action queue is made of, and can be observed at any instant."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from dbt_compiler import PROJECT, compiled_models

COMPILED_AT = "2001-02-03T04:05:06Z"
# In the order in which dbt builds them.
MODELS = [
    "int_operational_clock",
    "int_operational_responses",
    "int_operational_detractors",
    "int_operational_tasks",
    "int_operational_loop_tasks",
    "int_operational_loop_positions",
    "int_operational_loop_members",
    "int_operational_loops",
    "int_queue_items",
    "int_queue_steps",
]
TABLES = """
create schema seeds;
create schema staging;
create schema intermediate;
create table seeds.recovery_steps as select * from read_csv('{steps}');
create table intermediate.int_account_holdouts (account_id varchar, holdout_group varchar,
    assigned_on date, _source_file varchar, _source_row bigint);
create table staging.stg_salesforce__tasks (task_id varchar, who_id varchar, what_id varchar,
    account_id varchar, owner_id varchar, nps_response_id varchar, external_id varchar,
    task_type varchar, status varchar,
    resolution varchar, is_deleted boolean, due_date date, created_at timestamp,
    first_outreach_at timestamp, completed_at timestamp, system_modified_at timestamp,
    _source_file varchar, _source_row bigint);
use intermediate;
create table int_as_of_resolved as select timestamp '2026-01-01' as loop_as_of,
    timestamp '2026-01-01' as survey_as_of, timestamp '2027-01-01' as billing_as_of;
create table int_contact_aliases (alias_key varchar, contact_id varchar);
create table int_account_aliases (alias_key varchar, account_id varchar);
create table int_owners_unified (alias_key varchar, owner_id varchar);
create table int_accounts_unified as select 'large' as account_id, 'ann' as owner_id
    union all select 'small', 'ben';
create table int_fx_rate_intervals as select 'usd' as currency, 1.0::double as usd_rate,
    date '2000-01-01' as valid_from, date '2100-01-01' as valid_to;
create table int_unit_mrr_segments as select * from (values ('large', 5000.00), ('small', 100.00))
    as rates (unit_id, mrr_native) cross join (select 'usd' as currency,
    date '2020-01-01' as starts_on, date '2100-01-01' as ends_on);
create table int_response_invitations (response_key varchar, invitation_key varchar,
    channel varchar, recency bigint);
create table int_survey_people (identity_key varchar, contact_id varchar, person_key varchar,
    contact_key varchar, account_id varchar, match_method varchar, is_internal boolean);
create table int_response_rows (response_key varchar, source varchar, response_id varchar,
    survey_id varchar, contact_reference varchar, email varchar, given_account_id varchar,
    given_invitation_id varchar, trigger_event_id varchar, handled_by varchar, program varchar,
    survey_type varchar, metric varchar, trigger varchar, channel varchar, language varchar,
    comment_redacted varchar, score bigint, exclusion_reason varchar, responded_at timestamp,
    identity_key varchar, _source_file varchar, _source_row bigint);
"""


@dataclass(frozen=True)
class Answer:
    """One person's answer, and the task that follows it up."""

    key: str
    score: int
    at: datetime
    account: str = "small"
    outreach: datetime | None = None
    resolution: str | None = None
    completed: datetime | None = None


@dataclass(frozen=True)
class Row:
    """What the queue says of one answer, but for the hours that are left."""

    next_step: str
    is_overdue: bool
    due_at: datetime
    next_step_due_at: datetime


class QueueWarehouse:
    """The models of the queue over answers given by hand."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOYALTY_NOW", COMPILED_AT)
        self.sql = compiled_models(MODELS, folder)
        assert COMPILED_AT in self.sql["int_operational_clock"]
        self.connection = duckdb.connect(str(folder / "warehouse.duckdb"))
        steps = PROJECT / "seeds" / "recovery_steps.csv"
        self.connection.execute(TABLES.format(steps=steps))

    def load(self, answers: list[Answer]) -> None:
        """Replace all answers and their tasks; each answer is of a person of its own."""
        for table in ("int_response_rows", "int_survey_people", "staging.stg_salesforce__tasks"):
            self.connection.execute(f"delete from {table}")
        for row, one in enumerate(answers):
            self.connection.execute(
                "insert into int_response_rows by name select $1 as response_key, 'tool' as source,"
                " $1 as response_id, 'tool|||' || $1 as identity_key, 'customer' as program,"
                " 'relationship' as survey_type, 'nps' as metric, $2 as score,"
                " $3 as responded_at, 'f' as _source_file, $4 as _source_row",
                [one.key, one.score, one.at, row],
            )
            self.connection.execute(
                "insert into int_survey_people values ('tool|||' || $1, null, $1, $1, $2, null,"
                " false)",
                [one.key, one.account],
            )
            if one.outreach:
                self.connection.execute(
                    "insert into staging.stg_salesforce__tasks by name select $1 as task_id,"
                    " 'ann' as owner_id, $1 as nps_response_id, 'NPS Follow-up' as task_type,"
                    " $2 as resolution, false as is_deleted, $3 as created_at,"
                    " $4 as first_outreach_at, $5 as completed_at, $3 as system_modified_at",
                    [one.key, one.resolution, one.at, one.outreach, one.completed],
                )

    def queue(self, now: datetime) -> tuple[dict[str, Row], dict[str, float]]:
        """The queue observed at an instant: rows by answer, and the hours left of each."""
        instant = f"{now:%Y-%m-%dT%H:%M:%SZ}"
        for name in MODELS:
            sql = self.sql[name].replace(COMPILED_AT, instant)
            self.connection.execute(f"create or replace table {name} as {sql}")
        rows = self.connection.execute(
            "select response_key, next_step, is_overdue, due_at, next_step_due_at, hours_left"
            " from int_queue_steps"
        ).fetchall()
        return {row[0]: Row(*row[1:5]) for row in rows}, {row[0]: row[5] for row in rows}
