"""Dagster's events: kept in its own files and tables, by fewer engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from dagster_project import event_log
from dagster_project.event_log import EventLog
from dagster_project.instance import prepare_dagster_home
from dagster_project.resources import Settings


@dg.asset(check_specs=[dg.AssetCheckSpec("is_even", asset="number")])
def number() -> dg.MaterializeResult:
    """An asset with a check."""
    check = dg.AssetCheckResult(check_name="is_even", passed=True)
    return dg.MaterializeResult(check_results=[check])


KEY = dg.AssetKey("number")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Dagster home as `loyalty` writes it."""
    made = prepare_dagster_home(replace(Settings.from_environment(), home=tmp_path))
    monkeypatch.setenv("DAGSTER_HOME", str(made))
    return made


def test_dagsters_own_storage_finds_what_ours_wrote(home: Path) -> None:
    with dg.DagsterInstance.get() as instance:
        assert isinstance(instance.event_log_storage, EventLog)
        ran = dg.materialize([number], instance=instance)
    own = SqliteEventLogStorage(str(home / "history" / "runs"))
    kinds = {event.dagster_event_type for event in own.get_logs_for_run(ran.run_id)}
    assert {
        dg.DagsterEventType.RUN_SUCCESS,
        dg.DagsterEventType.ASSET_MATERIALIZATION,
        dg.DagsterEventType.ASSET_CHECK_EVALUATION,
    } <= kinds
    assert own.has_asset_key(KEY)
    (check,) = own.get_asset_check_execution_history(dg.AssetCheckKey(KEY, "is_even"), limit=9)
    assert check.run_id == ran.run_id


def test_what_an_older_home_holds_is_still_there(home: Path) -> None:
    """Homes made before this class came keep their runs when their settings name it."""
    settings = home / "dagster.yaml"
    ours = settings.read_text()
    settings.write_text(ours[: ours.index("event_log_storage:")])
    with dg.DagsterInstance.get() as instance:
        assert not isinstance(instance.event_log_storage, EventLog)
        before = dg.materialize([number], instance=instance)
    settings.write_text(ours)
    with dg.DagsterInstance.get() as instance:
        after = dg.materialize([number], instance=instance)
        found = instance.fetch_materializations(KEY, limit=9).records
    assert {record.run_id for record in found} == {before.run_id, after.run_id}


def test_a_run_needs_two_engines(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for its own file and one for the index, however many events there are."""
    made: list[str] = []

    def counting(url: str, **options: object) -> object:
        made.append(url)
        return create(url, **options)

    create = event_log.create_engine
    monkeypatch.setattr(event_log, "create_engine", counting)
    with dg.DagsterInstance.get() as instance:
        dg.materialize([number], instance=instance)
    assert len(made) == len(set(made)) == 2


def test_a_wiped_log_is_written_again(home: Path) -> None:
    with dg.DagsterInstance.get() as instance:
        ran = dg.materialize([number], instance=instance)
        logged = instance.all_logs(ran.run_id)
        instance.event_log_storage.wipe()
        assert instance.all_logs(ran.run_id) == []
        for entry in logged:
            instance.event_log_storage.store_event(entry)
    own = SqliteEventLogStorage(str(home / "history" / "runs"))
    assert len(own.get_logs_for_run(ran.run_id)) == len(logged) > 0


def test_the_ui_does_not_hold_the_file_of_every_run_open(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_log, "MOST_FILES", 2)
    log = EventLog(str(home / "history" / "runs"))
    for number_of_run in range(4):
        assert log.get_logs_for_run(f"run{number_of_run}") == []
        assert len(log._engines) <= 2
