"""The sensor: one run per batch of files that stand still, none without a reason."""

from __future__ import annotations

import shutil

import dagster as dg
from pipeline_support import land

from dagster_project.defs.automation import new_extracts
from dagster_project.resources import Settings
from ingestion.load import ingest_source


def _look(cursor: str | None) -> tuple[list[str], str | None, str]:
    """One evaluation: run keys, the next cursor, the reason for skipping."""
    context = dg.build_sensor_context(cursor=cursor)
    result = new_extracts(context)
    if isinstance(result, dg.SkipReason):
        return [], cursor, result.skip_message or ""
    assert isinstance(result, dg.SensorResult)
    keys = [str(request.run_key) for request in result.run_requests or []]
    reason = result.skip_reason.skip_message if result.skip_reason else ""
    return keys, result.cursor, str(reason)


def test_a_new_file_is_asked_for_once_after_it_stood_still(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    keys, cursor, _ = _look(None)
    assert keys == []
    keys, cursor, _ = _look(cursor)
    assert len(keys) == 1
    keys, cursor, reason = _look(cursor)
    assert keys == []
    assert "already asked for" in reason


def test_a_growing_file_waits(settings: Settings) -> None:
    path = land(settings.extracts, "generic/accounts/a.csv", "account_id,name\n")
    _, cursor, _ = _look(None)
    path.write_text("account_id,name\nA1,One\n")
    keys, cursor, _ = _look(cursor)
    assert keys == []
    keys, cursor, _ = _look(cursor)
    assert len(keys) == 1


def test_what_has_landed_is_not_asked_for_again(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    ingest_source(settings.home, settings.extracts, "generic")
    _, cursor, _ = _look(None)
    keys, cursor, reason = _look(cursor)
    assert keys == []
    assert reason == "no new files"


def test_a_second_batch_is_another_run(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    _, cursor, _ = _look(None)
    first, cursor, _ = _look(cursor)
    land(settings.extracts, "generic/accounts/b.csv", "account_id,name\nA2,Two\n")
    none, cursor, _ = _look(cursor)
    second, cursor, _ = _look(cursor)
    assert (len(first), none, len(second)) == (1, [], 1)
    assert first != second


def test_an_unmounted_landing_zone_starts_nothing_and_makes_no_sample(settings: Settings) -> None:
    shutil.rmtree(settings.extracts)
    keys, _, reason = _look(None)
    assert keys == []
    assert "unmounted" in reason
    assert not (settings.home / "sample").exists()
    assert not settings.extracts.exists()


def test_an_unreadable_cursor_counts_as_none(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    keys, cursor, _ = _look("not json")
    assert keys == []
    assert cursor is not None


def test_unknown_folders_and_other_files_are_left_alone(settings: Settings) -> None:
    land(settings.extracts, "nobody/knows/a.csv", "a\n1\n")
    land(settings.extracts, "generic/accounts/readme.txt", "hello")
    _, cursor, _ = _look(None)
    keys, _, reason = _look(cursor)
    assert keys == []
    assert reason == "no new files"
