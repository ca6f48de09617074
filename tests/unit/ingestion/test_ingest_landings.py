import os
import shutil

import polars as pl
import pytest

from ingestion.discover import discover, unknown_sources
from ingestion.prepare import PendingError, Stamp, unchanged

GOALS = "kpi,target\nnps,{}\n"
ACCOUNTS = "account_id,name\na1,A\n"


def in_force(zone):
    """What dbt's staging does: the last landing of a snapshot entity, then the greater path."""
    rows = [row for row in zone.log() if row.status in ("loaded", "duplicate")]
    sha = max(rows, key=lambda row: (row.landed_at, row.path)).sha256
    return [row["target"] for row in zone.raw("program/goals") if row["_file_sha256"] == sha]


def test_loading_twice_is_a_no_op(zone):
    zone.land("generic/accounts/a.csv", ACCOUNTS)
    assert zone.load("generic").changed
    before = {path: path.stat().st_mtime_ns for path in zone.home.rglob("*.parquet")}
    report = zone.load("generic")
    assert not report.changed
    assert [file.status for file in report.files] == ["unchanged"]
    assert {path: path.stat().st_mtime_ns for path in zone.home.rglob("*.parquet")} == before


def test_the_same_bytes_under_another_name_load_once(zone):
    zone.land("generic/accounts/a.csv", ACCOUNTS)
    zone.load("generic")
    zone.land("generic/accounts/2026/copy.csv", ACCOUNTS)
    report = zone.load("generic")
    assert [file.status for file in report.files] == ["duplicate", "unchanged"]
    assert len(zone.raw("generic/accounts")) == 1
    assert [(row.path, row.status, row.rows_in) for row in zone.log()] == [
        ("generic/accounts/a.csv", "loaded", 1),
        ("generic/accounts/2026/copy.csv", "duplicate", 0),
    ]


def test_the_same_bytes_as_two_entities_are_two_files(zone):
    text = "account_id,contact_id,email\na1,c1,e\n,,x\n"
    zone.land("generic/accounts/a.csv", text)
    zone.land("generic/contacts/a.csv", text)
    zone.load("generic")
    assert (len(zone.raw("generic/accounts")), len(zone.raw("generic/contacts"))) == (1, 1)
    assert sorted(row["entity"] for row in zone.quarantine()) == ["accounts", "contacts"]


def test_a_changed_file_is_new_content_and_the_old_stays(zone):
    zone.load_one("generic/accounts/a.csv", ACCOUNTS)
    zone.load_one("generic/accounts/a.csv", ACCOUNTS + "a2,B\n")
    assert [row["account_id"] for row in zone.raw("generic/accounts")] == ["a1", "a1", "a2"]


def test_a_removed_file_removes_nothing(zone):
    path = zone.land("generic/accounts/a.csv", ACCOUNTS)
    zone.load("generic")
    path.unlink()
    zone.load("generic")
    assert len(zone.raw("generic/accounts")) == 1


def test_snapshots_the_file_landed_last_is_in_force(zone):
    zone.load_one("program/goals/b.csv", GOALS.format(1))
    zone.load_one("program/goals/a.csv", GOALS.format(2))
    assert in_force(zone) == ["2"]


def test_snapshots_landed_together_follow_their_path(zone):
    zone.land("program/goals/b.csv", GOALS.format(1))
    zone.land("program/goals/a.csv", GOALS.format(2))
    zone.load("program")
    assert in_force(zone) == ["1"]


@pytest.mark.parametrize("path", ["program/goals/a.csv", "program/goals/b.csv"])
def test_a_snapshot_reverts_to_earlier_bytes(zone, path):
    zone.load_one("program/goals/a.csv", GOALS.format(1))
    zone.load_one("program/goals/a.csv", GOALS.format(2))
    result = zone.load_one(path, GOALS.format(1))
    assert (result.status, result.message) == ("loaded", "reverted to earlier content")
    assert in_force(zone) == ["1"]
    # A copy of what is in force changes nothing.
    assert zone.load_one("program/goals/c.csv", GOALS.format(1)).status == "duplicate"
    assert in_force(zone) == ["1"]


def test_touching_an_old_snapshot_does_not_put_it_in_force(zone):
    old = zone.land("program/goals/a.csv", GOALS.format(1))
    zone.load("program")
    zone.load_one("program/goals/b.csv", GOALS.format(2))
    os.utime(old, ns=(1, 1))
    assert [file.status for file in zone.load("program").files] == ["duplicate", "unchanged"]
    assert in_force(zone) == ["2"]
    assert [file.status for file in zone.load("program").files] == ["unchanged", "unchanged"]


def test_a_quarantined_snapshot_leaves_the_former_in_force(zone):
    zone.load_one("program/goals/a.csv", GOALS.format(1))
    zone.load_one("program/goals/a.csv", "nothing\nof,the,kind\n")
    assert in_force(zone) == ["1"]


def test_a_file_that_changes_while_it_is_read_waits(tmp_path):
    path = tmp_path / "a"
    path.write_text("1")
    before = Stamp.of(path)
    with pytest.raises(PendingError), unchanged(path, before):
        path.write_text("12")
    with pytest.raises(PendingError), unchanged(path, Stamp.of(path)):
        path.unlink()


def test_a_growing_file_is_left_for_the_next_run(zone, monkeypatch):
    path = zone.land("generic/accounts/a.csv", ACCOUNTS)
    monkeypatch.setattr("time.sleep", lambda seconds: path.write_text(ACCOUNTS + "a2,"))
    report = zone.load("generic", settle_seconds=60)
    assert [file.status for file in report.files] == ["pending"]
    assert zone.raw("generic/accounts") == []
    monkeypatch.undo()
    path.write_text(ACCOUNTS + "a2,B\n")
    assert zone.load("generic").rows_loaded == 2


def test_a_file_that_settled_long_ago_needs_no_wait(zone, monkeypatch):
    path = zone.land("generic/accounts/a.csv", ACCOUNTS)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr("time.sleep", lambda seconds: pytest.fail("waited"))
    assert zone.load("generic", settle_seconds=60).rows_loaded == 1


def test_leftovers_of_a_dead_run_are_swept(zone):
    zone.load_one("generic/accounts/a.csv", ACCOUNTS)
    folder = zone.lake.raw("generic", "accounts")
    real = next(path for path in folder.iterdir() if path.stem != "empty")
    shutil.copy(real, folder / f"{'0' * 64}.parquet")
    (zone.lake.quarantine / f"generic__accounts__{'0' * 64}.parquet").write_bytes(b"half")
    (zone.lake.scratch / "dead").mkdir(parents=True)
    zone.load("generic")
    assert len(zone.raw("generic/accounts")) == 1
    assert [path.name for path in zone.lake.quarantine.iterdir()] == ["empty.parquet"]
    assert not zone.lake.scratch.exists() or not list(zone.lake.scratch.iterdir())


def test_discover_reads_no_content(zone):
    zone.land("generic/accounts/a.csv.gz", ACCOUNTS)
    zone.land("generic/accounts/.hidden.csv", ACCOUNTS)
    zone.land("_SAMPLE.json", "{}")
    zone.land("mailchimp/lists/a.csv", ACCOUNTS)
    found = discover(zone.extracts)
    assert [(file.path, file.format, file.is_gzipped, file.problem) for file in found] == [
        ("generic/accounts/a.csv.gz", "csv", True, None),
        ("mailchimp/lists/a.csv", "csv", False, "unknown_source"),
    ]
    assert unknown_sources(zone.extracts) == ["mailchimp"]
    assert discover(zone.extracts / "nowhere") == []


def test_every_entity_has_an_empty_file_with_its_schema(zone):
    zone.load("generic")
    schema = pl.read_parquet_schema(zone.lake.raw("stripe", "invoices") / "empty.parquet")
    assert schema["lines"] == pl.String
    assert list(schema)[-6:] == [
        "_extra", "_source_file", "_source_row", "_file_sha256", "_loaded_at", "_load_id",
    ]  # fmt: skip
    assert (zone.lake.hash_key.stat().st_mode & 0o777) == 0o600
