"""Exports: private, whole or absent, the current publication's, and gone with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports_support import build, build_and_publish

from dagster_project.exports.folders import (
    are_standing,
    can_be_written,
    current_link,
    exports_folder,
    follow_publication,
)
from dagster_project.exports.write import TABLES, ExportError, ensure_exports
from dagster_project.publication.versions import clean_up, rollback, versions_folder
from dagster_project.resources import Settings
from ingestion.erase import remove_exports, remove_publications

MODELS = Path(__file__).resolve().parents[3] / "dbt" / "models" / "exports"


def test_every_export_model_is_written_and_nothing_else() -> None:
    assert sorted(TABLES) == sorted(path.stem for path in MODELS.glob("*.sql"))


def test_a_file_is_ordered_and_has_empty_fields_and_iso_times(settings: Settings) -> None:
    build_and_publish(settings, "one")
    exported = ensure_exports(settings)
    assert exported.rows == dict.fromkeys(TABLES, 2)
    assert (current_link(settings) / f"{TABLES[0]}.csv").read_text() == (
        "Id,Reason__c,Is_Set__c,Observed_At__c,Last_Date__c\n"
        'a,"said ""no"", twice",false,,\n'
        "b,,true,2026-07-01T06:00:00Z,2026-06-30\n"
    )


def test_only_the_owner_may_read_them(settings: Settings) -> None:
    build_and_publish(settings, "one")
    ensure_exports(settings)
    folders = [exports_folder(settings), exports_folder(settings) / "one"]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    files = list((exports_folder(settings) / "one").iterdir())
    assert {path.name for path in files} == {
        "digest.md",
        "digest.html",
        *(f"{name}.csv" for name in TABLES),
    }
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_second_time_nothing_is_touched_unless_forced(settings: Settings) -> None:
    build_and_publish(settings, "one")
    ensure_exports(settings)
    assert are_standing(settings)
    files = sorted(exports_folder(settings).rglob("*"))
    before = [path.lstat().st_mtime_ns for path in files]
    again = ensure_exports(settings)
    assert (again.rows, again.path) == ({}, exports_folder(settings) / "one")
    assert [path.lstat().st_mtime_ns for path in files] == before
    content = (current_link(settings) / "crm_accounts.csv").read_bytes()
    assert ensure_exports(settings, is_forced=True).rows == dict.fromkeys(TABLES, 2)
    assert (current_link(settings) / "crm_accounts.csv").read_bytes() == content


def test_a_failure_leaves_no_half_export_and_says_so(settings: Settings) -> None:
    import duckdb

    build_and_publish(settings, "one")
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute(f"drop table exports.{TABLES[-1]}")
    with pytest.raises(ExportError, match="could not be written"):
        ensure_exports(settings)
    assert list(exports_folder(settings).iterdir()) == []
    assert not are_standing(settings)
    assert settings.marts.exists()


def test_the_link_follows_a_rollback(settings: Settings) -> None:
    for name in ("one", "two"):
        build_and_publish(settings, name)
        ensure_exports(settings)
    assert current_link(settings).readlink() == Path("two")
    rollback(settings)
    assert follow_publication(settings)
    assert current_link(settings).readlink() == Path("one")


def test_a_publication_without_exports_has_no_link_and_is_no_failure(settings: Settings) -> None:
    build_and_publish(settings, "one")
    build_and_publish(settings, "two")
    ensure_exports(settings)
    rollback(settings)
    assert not can_be_written(settings)
    exported = ensure_exports(settings)
    assert exported.path is None
    assert "the next publication writes its own" in exported.words
    assert not current_link(settings).is_symlink()
    with pytest.raises(ExportError, match="loyalty run"):
        ensure_exports(settings, is_forced=True)


def test_without_a_publication_there_is_nothing_to_export(settings: Settings) -> None:
    build(settings, "one")
    with pytest.raises(ExportError, match="nothing is published yet"):
        ensure_exports(settings)


def test_a_publication_whose_exports_were_interrupted_gets_them(settings: Settings) -> None:
    build_and_publish(settings, "one")
    leftover = exports_folder(settings) / ".one.4711"
    leftover.mkdir(parents=True)
    assert can_be_written(settings)
    assert not are_standing(settings)
    ensure_exports(settings)
    assert are_standing(settings)
    assert not leftover.exists()


def test_exports_go_with_their_publication(settings: Settings) -> None:
    from dataclasses import replace

    kept = replace(settings, keep_versions=1)
    for name in ("one", "two"):
        build_and_publish(kept, name)
        ensure_exports(kept)
    assert (exports_folder(kept) / "one").is_dir()
    clean_up(kept)
    assert ensure_exports(kept).removed == ["one"]
    assert {path.name for path in exports_folder(kept).iterdir()} == {"current", "two"}


def test_an_erasure_leaves_no_export_of_before(settings: Settings) -> None:
    for name in ("one", "two"):
        build_and_publish(settings, name)
        ensure_exports(settings)
    remove_exports(settings.home)
    assert list(exports_folder(settings).iterdir()) == []
    ensure_exports(settings)
    remove_publications(settings.home, keep_current=True)
    assert {path.name for path in exports_folder(settings).iterdir()} == {"current", "two"}
    assert [path.name for path in versions_folder(settings).glob("*.duckdb")] == ["two.duckdb"]
    remove_publications(settings.home, keep_current=False)
    assert list(exports_folder(settings).iterdir()) == []
