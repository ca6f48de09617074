"""Every declaration of parts and of kept sums (dbt/macros/parts.sql) is true of a company's data."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pytest
from build_support import build, ingest, land_other_desk
from pipeline_support import environment, make_sample

from dagster_project.dbt_runner import invoke
from dagster_project.resources import Settings
from dagster_project.warehouse import IN_PARTS

pytestmark = pytest.mark.slow

ACCOUNTS = 300
# Its parts are an account's, and so is what its test of unique rows asks.
TESTED = "int_account_nps_class"
READ_BY_TESTED = "int_account_class_answers"
# Its rows, and the places of its file that hold one, living or dead.
PLACES = f"select count(*), max(rowid) + 1 from intermediate.{TESTED}"
# Relations without rows in the sample, whose parts nobody can look at.
EMPTY = {"int_stripe_customers_unlisted": "every invoiced customer of the sample is listed"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A built company, and the compiled SQL of each model that declares parts or kept sums."""
    home = tmp_path_factory.mktemp("parts") / "home"
    extracts = make_sample(tmp_path_factory.mktemp("company"), ACCOUNTS)
    land_other_desk(extracts)
    ingest(home, extracts)
    models = [n.node for n in build(home) if str(n.node.resource_type) == "model"]
    declared = {m.name: m.compiled_code for m in models if _declares(m.config.meta or {})}
    return home, declared


def test_parts_built_alone_are_the_parts_of_the_whole(built: tuple[Path, dict[str, str]]) -> None:
    """A third of the keys at a time: every key is looked at."""
    home, declared = built
    looked_at: set[str] = set()
    for third in range(3):
        found = _compare(home, declared, third)
        assert set(found) == set(declared)
        assert {name for name, (_, differing) in found.items() if differing} == set()
        looked_at |= {name for name, (keys, _) in found.items() if keys}
    assert set(declared) - looked_at == set(EMPTY)


def test_a_wrong_declaration_is_found(built: tuple[Path, dict[str, str]]) -> None:
    """A share of the whole is no matter of a part: the comparison says so."""
    home, declared = built
    name = "int_survey_send_rows"
    wrong = (
        f"select * replace (cast(count(*) over () as varchar) as status) from ({declared[name]})"
    )
    keys, differing = _compare(home, {name: wrong}, 0)[name]
    assert differing == keys > 0


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("int_nps_strata_by_company", "int_nps_frame_members"),  # each row contributes alone
        ("int_nps_sums_by_company", "int_nps_memberships"),  # a customer within a cell does
    ],
)
def test_sums_that_hang_on_the_whole_are_found(
    built: tuple[Path, dict[str, str]], name: str, read: str
) -> None:
    """What is true of the whole input alone contributes nothing from a third of it."""
    home, declared = built
    with _opened(home) as connection:
        (rows,) = _one(connection, f"select count(*) from intermediate.{read}")
        (sums,) = _one(connection, f"select count(*) from intermediate.{name}")
    whole = f'(select count(*) from "warehouse"."intermediate"."{read}")'
    wrong = f"select * from ({declared[name]}) where {whole} = {rows}"
    _, differing = _compare(home, {name: wrong}, 0)[name]
    assert differing == sums > 0


def test_a_test_of_parts_looks_at_those_that_changed(
    built: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """What passed before is not looked at again; a defect in a changed part is found."""
    home = tmp_path / "home"
    shutil.copytree(built[0], home)
    assert _test_passes(home), "the whole table, for the first time"
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        accounts = connection.execute(
            f"select distinct account_id from intermediate.{TESTED} order by 1 limit 2"
        ).fetchall()
        (doubled,), (other,) = accounts
        connection.execute(
            f"insert into intermediate.{TESTED}"
            f" select * from intermediate.{TESTED} where account_id = $1 limit 1",
            [doubled],
        )
    _change_part(home, TESTED, other, "later")
    assert _test_passes(home), "only an account without a defect is said to have changed"
    _change_part(home, TESTED, doubled, "latest")
    assert not _test_passes(home)


def test_a_table_with_more_dead_rows_than_living_ones_is_built_anew(
    built: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """Replaced rows stay behind; a table that holds too many of them is written again."""
    home = tmp_path / "home"
    shutil.copytree(built[0], home)
    with _opened(home) as connection:
        (account,) = _one(connection, f"select min(account_id) from intermediate.{TESTED}")
        before = _one(connection, PLACES)
    _change_part(home, READ_BY_TESTED, account, "later")
    assert _done(home, "run", TESTED).message == IN_PARTS
    with _opened(home) as connection:
        assert _one(connection, PLACES) == before, "the part came out as it stood"
        # One account stays: DuckDB does away with what is dead from end to end.
        others = f"from intermediate.{TESTED} where account_id <> $1"
        connection.execute(f"create temporary table kept as {others}", [account])
        for _ in range(2):
            connection.execute(f"delete {others}", [account])
            connection.execute(f"insert into intermediate.{TESTED} from kept")
        rows, places = _one(connection, PLACES)
        assert places > 2 * rows
    _change_part(home, READ_BY_TESTED, account, "latest")
    assert _done(home, "run", TESTED).message == "OK"
    with _opened(home) as connection:
        assert _one(connection, PLACES) == (rows, rows)


def _opened(home: Path) -> duckdb.DuckDBPyConnection:
    """The warehouse, as builds open it: nothing tidies up the dead rows of any table."""
    return duckdb.connect(str(home / "warehouse.duckdb"), config={"max_vacuum_tasks": 0})


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


def _change_part(home: Path, relation: str, account_id: str, content: str) -> None:
    """Say that the last change of a table was this account's."""
    with _opened(home) as connection:
        for statement in (
            "delete from build_state.steps where node = $node",
            "delete from build_state.changed_keys where node = $node",
            "insert into build_state.steps"
            " select $node, 'account_id', content, $content from build_state.nodes where node = $node",
            "insert into build_state.changed_keys values ($node, 'account_id', $account_id)",
            "update build_state.nodes set content = $content where node = $node",
        ):
            named = {"node": f"model.loyalty_ledger.{relation}", "content": content}
            named |= {"account_id": account_id}
            used = {name: value for name, value in named.items() if f"${name}" in statement}
            connection.execute(statement, used)


def _test_passes(home: Path) -> bool:
    return _done(home, "test", f"unique_grain_{TESTED}_account_id__class_date").status == "pass"


def _done(home: Path, command: str, name: str) -> Any:
    """What dbt says of the one model or test of this name."""
    with mock.patch.dict(os.environ, environment(home, None), clear=True):
        result = invoke(Settings.from_environment(), [command, "--select", name])
    (done,) = [n for n in result.result.results if n.node.name.startswith(name)]
    return done


def _declares(meta: dict[str, dict[str, list[str]]]) -> bool:
    """Staging says by its place that a row depends on its landed row only, and names no inputs.

    A view that only as_of reaches by parts names an empty list of them.
    """
    return bool((meta.get("parts") or meta.get("sums") or {}).get("of"))


def _compare(home: Path, statements: dict[str, str], third: int) -> dict[str, tuple[int, int]]:
    """Keys (or sums) looked at and those that differ, by model; of two ways of cutting the fewer keys."""
    arguments = json.dumps({"statements": statements, "third": third})
    with mock.patch.dict(os.environ, environment(home, None), clear=True):
        settings = Settings.from_environment()
        settings.dbt_log.unlink(missing_ok=True)
        result = invoke(settings, ["run-operation", "compare_parts", "--args", arguments])
        said = settings.dbt_log.read_text()
    assert result.success, said[-2000:]
    found = re.findall(r"compared (\w+)\|(\d+)\|(\d+)\|", said)
    by_model: dict[str, tuple[int, int]] = {}
    for name, keys, differing in found:
        fewer = min(int(keys), by_model.get(name, (int(keys), 0))[0])
        by_model[name] = (fewer, by_model.get(name, (0, 0))[1] + int(differing))
    return by_model
