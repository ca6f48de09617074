"""Loops (R34) and index responses (R30) against a plain loop over time, on random histories."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import duckdb
import pyarrow as pa
import pytest
from dbt_compiler import compiled_models

MODELS = ["int_loop_positions", "int_loop_members", "int_detractor_positions"]
MODELS += ["int_index_responses"]
LAPSE = timedelta(days=90)
START = datetime(2019, 1, 31, 9)
AS_OF = datetime(2031, 1, 1)


@dataclass(frozen=True)
class Response:
    key: str
    person: str
    at: datetime
    closed_at: datetime | None


def histories(random: Random) -> list[Response]:
    """300 people, 1 to 60 responses each; closures before, at and after responses and lapses."""
    responses = []
    for person in range(300):
        at = START + timedelta(days=random.randrange(400))
        for number in range(random.choice([1, 2, 5, 20, 60])):
            step = random.choice([0, 1, 5, 30, 90, 200, 364, 365, 366])
            at += timedelta(days=step, hours=random.choice([0, 0, 0, 7]))
            wait = random.choice([None, 0, 1, 20, 89, 90, 91, 300])
            closed = None if wait is None else at + timedelta(days=wait)
            responses.append(Response(f"r{person:03}-{number:02}", f"p{person:03}", at, closed))
    return [one for one in responses if one.at < AS_OF]


def loops_by_hand(responses: list[Response]) -> dict[str, str]:
    """Loop of every response: walk through time, keep the open loop of each person."""
    loops, opened, closed, current = {}, START, None, ""
    person = ""
    for one in sorted(responses, key=lambda r: (r.person, r.at, r.key)):
        is_over = one.at >= opened + LAPSE or (closed is not None and closed <= one.at)
        if one.person != person or is_over:
            person, opened, current, closed = one.person, one.at, one.key, one.closed_at
        elif one.closed_at is not None:
            closed = one.closed_at if closed is None else min(closed, one.closed_at)
        loops[one.key] = current
    return loops


def a_year_later(moment: datetime) -> datetime:
    """Twelve calendar months on; a month-end stays a month-end (R2)."""
    is_month_end = (moment + timedelta(days=1)).month != moment.month
    first_of_next = moment.replace(year=moment.year + 1, day=28) + timedelta(days=4)
    month_end = first_of_next - timedelta(days=first_of_next.day)
    return month_end if is_month_end else moment.replace(year=moment.year + 1)


def indexes_by_hand(responses: list[Response]) -> set[str]:
    """Index responses, each person taken as an account."""
    found, person, quiet_until = set(), "", START
    for one in sorted(responses, key=lambda r: (r.person, r.at, r.key)):
        if one.person != person or one.at >= quiet_until:
            person, quiet_until = one.person, a_year_later(one.at)
            found.add(one.key)
    return found


@pytest.fixture(scope="module")
def responses() -> list[Response]:
    return histories(Random(20260630))


@pytest.fixture(scope="module")
def warehouse(
    responses: list[Response], tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("greedy")
    sql = compiled_models(MODELS, folder)
    connection = duckdb.connect(str(folder / "warehouse.duckdb"))
    connection.execute("create schema intermediate")
    connection.execute("use intermediate")
    connection.execute(
        "create table int_as_of_resolved as select ?::timestamp as loop_as_of,"
        " ?::timestamp as economics_as_of",
        [AS_OF, AS_OF],
    )
    answers = pa.table(
        {
            "response_key": [one.key for one in responses],
            "response_id": [one.key for one in responses],
            "account_id": [one.person for one in responses],
            "person_key": [one.person for one in responses],
            "survey_type": ["relationship"] * len(responses),
            "score": [3] * len(responses),
            "responded_at": [one.at for one in responses],
            "completed_at": pa.array([one.closed_at for one in responses], pa.timestamp("us")),
        }
    )
    connection.register("answers", answers)
    connection.execute("create table int_detractor_responses as select * from answers")
    connection.execute(
        "create table int_loop_tasks as select response_key, completed_at from answers"
        " where completed_at is not null"
    )
    connection.execute(
        "create table int_loops (loop_id varchar, action_documented_at timestamp,"
        " closed_at timestamp)"
    )
    for name in MODELS:
        connection.execute(f"create table {name} as {sql[name]}")
    return connection


def test_loops_equal_a_walk_through_time(
    warehouse: duckdb.DuckDBPyConnection, responses: list[Response]
) -> None:
    rows = warehouse.execute("select response_key, loop_id, is_opener from int_loop_members")
    found = {key: (loop, opens) for key, loop, opens in rows.fetchall()}
    by_hand = loops_by_hand(responses)
    assert {key: loop for key, (loop, _) in found.items()} == by_hand
    assert {key for key, (_, opens) in found.items() if opens} == set(by_hand.values())


def test_indexes_equal_a_walk_through_time(
    warehouse: duckdb.DuckDBPyConnection, responses: list[Response]
) -> None:
    rows = warehouse.execute("select index_response_key from int_index_responses").fetchall()
    assert sorted(key for (key,) in rows) == sorted(indexes_by_hand(responses))
