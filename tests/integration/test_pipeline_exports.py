"""What a publication hands to the CRM, taken there and brought back again."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import duckdb
import pytest
import yaml
from exports_support import SECRET, Channel, listening
from pipeline_support import (
    HASH_KEY,
    REPOSITORY,
    TIMES,
    Published,
    differences,
    land,
    loyalty,
    publication_id,
)

pytestmark = pytest.mark.slow
Row = dict[str, str]
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")
# Whose task it is now follows from the CRM; who takes it is the same.
ROUTE = {"routed_by", "team"}


def exported(company: Published, name: str) -> list[Row]:
    with (company.home / "published" / "exports" / "current" / f"{name}.csv").open() as handle:
        return list(csv.DictReader(handle))


def query(company: Published, text: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(company.marts_path.resolve()), read_only=True) as connection:
        return connection.execute(text).fetchall()


def upserted(crm: dict[str, Row], rows: list[Row]) -> dict[str, Row]:
    """A CRM's table of tasks, keyed by external id, after an upsert."""
    by_key = {row["External_Id__c"]: row for row in rows}
    assert len(by_key) == len(rows)
    return {key: {**crm.get(key, {}), **by_key.get(key, {})} for key in crm | by_key}


def test_the_files_are_the_contracted_columns_without_addresses(
    sample_publication: Published,
) -> None:
    folder = sample_publication.home / "published" / "exports" / "current"
    assert folder.readlink().name == publication_id(sample_publication.marts_path)
    described = [
        model
        for path in (REPOSITORY / "dbt" / "models" / "exports").glob("*.yml")
        for model in yaml.safe_load(path.read_text()).get("models") or []
    ]
    assert {path.stem for path in folder.glob("*.csv")} == {model["name"] for model in described}
    for model in described:
        rows = exported(sample_publication, model["name"])
        header = (folder / f"{model['name']}.csv").read_text().splitlines()[0].split(",")
        assert sorted(header) == sorted(column["name"] for column in model["columns"])
        keys = [row[header[0]] for row in rows]
        assert keys == sorted(keys)
        assert "NULL" not in {value for row in rows for value in row.values()}
    for path in folder.iterdir():
        assert not EMAIL.search(path.read_text()), path


def test_tasks_are_the_queue_and_name_the_persons_behind_its_keys(
    sample_publication: Published,
) -> None:
    tasks = exported(sample_publication, "crm_tasks")
    by_hand = exported(sample_publication, "crm_task_updates")
    queue = query(
        sample_publication,
        "select response_id, contact_key, account_id, owner_id, due_at::date::varchar"
        " from marts.action_queue",
    )
    assert tasks
    assert by_hand
    assert len(tasks) + len(by_hand) == len(queue)
    expected = {row[0]: tuple(value or "" for value in row[1:]) for row in queue}
    for task in tasks:
        key, account, owner, due = expected[task["NPS_Response_Id__c"]]
        assert (task["WhatId"], task["OwnerId"], task["ActivityDate"]) == (account, owner, due)
        if task["WhoId"]:
            named = hashlib.sha256(f"{HASH_KEY}:{task['WhoId']}".encode()).hexdigest()
            assert named == key
    assert any(task["WhoId"] for task in tasks)


def test_an_upsert_repeated_changes_nothing(sample_publication: Published) -> None:
    rows = exported(sample_publication, "crm_tasks")
    once = upserted({}, rows)
    assert upserted(once, rows) == once
    assert len(once) == len(rows)


def test_tasks_that_come_back_change_no_state(mine: Published) -> None:
    before = {name: exported(mine, name) for name in ("crm_tasks", "crm_task_updates")}
    old = publication_id(mine.marts_path)
    old_marts = mine.marts_path.resolve()
    columns = (
        "Id", "WhoId", "WhatId", "OwnerId", "Type", "Subject", "Status", "Priority",
        "ActivityDate", "NPS_Response_Id__c", "External_Id__c",
    )  # fmt: skip
    lines = ["Id," + ",".join(columns[1:]) + ",CreatedDate,SystemModstamp,IsDeleted"]
    for number, task in enumerate(before["crm_tasks"]):
        created = {**task, "Id": f"00T9x{number:010}AAA"}
        values = ['"' + created[column].replace('"', '""') + '"' for column in columns]
        made = "2026-06-30T23:30:00.000Z"
        lines.append(",".join([*values, made, made, "false"]))
    land(mine.extracts, "salesforce/Task/exported.csv", "\n".join(lines) + "\n")
    with listening(Channel()) as channel:
        code, output = loyalty(mine.home, mine.extracts, "run", LOYALTY_WEBHOOK_URL=channel.url)
        assert code == 0, output
    new = publication_id(mine.marts_path)
    assert new != old
    # No loop is new, none is counted twice, none opens or closes; nobody's figures move.
    ignored = TIMES | ROUTE | {"task_count"}
    by_owner = {"marts.fct_loops", "marts.loop_performance", "marts.detractor_recovery"}
    assert differences(old_marts, mine.marts_path, ("marts",), ignored, by_owner) == []
    trimmed = [_without_owners(path, mine.home) for path in (old_marts, mine.marts_path)]
    assert differences(*trimmed, ("marts",), ignored) == []
    # But for this: a loop now belongs to whom its task was given (R35), not to the account's owner.
    assigned = {task["NPS_Response_Id__c"]: task["OwnerId"] for task in before["crm_tasks"]}
    for response, owner in _moved(old_marts, mine.marts_path):
        assert assigned[response] == owner
    # The same tasks go out again: none anew, none as if it had been made by hand.
    for name, rows in before.items():
        assert exported(mine, name) == rows
    _check_the_next_publication(mine, old, channel, output)


def _without_owners(marts: Path, folder: Path) -> Path:
    """The relations on loops, without the owner and without the rows by owner."""
    target = folder / f"without_owners_{marts.resolve().stem}.duckdb"
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach '{marts.resolve()}' as whole (read_only)")
        connection.execute("create schema marts")
        for relation, columns, condition in (
            ("fct_loops", "* exclude (owner_id)", "true"),
            ("loop_performance", "*", "owner_id = 'all'"),
            ("detractor_recovery", "*", "segment_dimension <> 'owner_id'"),
        ):
            connection.execute(
                f"create table marts.{relation} as"
                f" select {columns} from whole.marts.{relation} where {condition}"
            )
    return target


def _moved(one: Path, other: Path) -> list[tuple[str, str]]:
    """Opening response and new owner of each loop whose owner differs between publications."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one.resolve()}' as one (read_only)")
        connection.execute(f"attach '{other.resolve()}' as other (read_only)")
        return connection.execute(
            "select after.opening_response_id, after.owner_id from other.marts.fct_loops as after"
            " inner join one.marts.fct_loops as earlier using (loop_id)"
            " where after.owner_id is distinct from earlier.owner_id"
        ).fetchall()


def _check_the_next_publication(mine: Published, old: str, channel: Channel, output: str) -> None:
    """Nothing moved, and that is said, posted once, and undone with the publication."""
    changes = query(mine, "select distinct change_type from meta.figure_changes")
    assert changes == [("unchanged",)]
    digest = (mine.home / "published/exports/current/digest.md").read_text()
    assert f"No headline figure moved by more than noise since {old}" in digest
    assert "Fictional sample company" in digest
    assert [message["path"] for message in channel.received] == [f"/services/{SECRET}"]
    assert f"since {old}" in channel.received[0]["text"]
    assert SECRET not in output
    for path in mine.home.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert loyalty(mine.home, mine.extracts, "rollback")[0] == 0
    link = mine.home / "published" / "exports" / "current"
    assert link.readlink().name == old
    code, output = loyalty(mine.home, mine.extracts, "export")
    assert code == 1
    assert f"the warehouse is not that of publication {old}" in output
    assert link.readlink().name == old
