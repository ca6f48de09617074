"""Merging small files changes no row, whatever happens in between and afterwards."""

import json

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from instants import Steps

from ingestion import compact as compacting
from ingestion import merged
from ingestion.compact import compact
from ingestion.erase import erase
from ingestion.lake import data_files
from ingestion.lock import LockedError, writer_lock

RESPONSES = "response_id,survey_id,respondent_id,email,account_id,score,responded_at\n"


@pytest.fixture
def full(zone):
    """A lake of several tables: many small files, rejected rows, an empty file, a snapshot."""
    for month in range(1, 7):
        rows = "".join(
            f"r{month}-{i},s1,p{i},p{i}@example.com,a{i % 7},{i % 13},2026-0{month}-05\n"
            for i in range(40)
        )
        zone.land(f"generic/responses/{month}.csv", RESPONSES + rows)
    zone.land("generic/responses/none.csv", RESPONSES)
    for day in range(1, 4):
        line = f'{{"id":"in_{day}","customer":"c","created":17000{day},"currency":"usd","x":1}}\n'
        zone.land(f"stripe/invoices/{day}.ndjson", line + "{broken\n")
    zone.land("program/goals/a.csv", "kpi,target\nnps,40\n")
    zone.land("program/goals/b.csv", "kpi,target\nnps,50\n")
    load(zone)
    return zone


def load(zone):
    return [zone.load(source) for source in ("program", "generic", "stripe")]


def state(zone):
    """All rows of every table, read as dbt reads them, and the log; not which file holds them."""
    found = {}
    for folder in [*(zone.lake.root / "raw").glob("*/*"), zone.lake.quarantine, zone.lake.landings]:
        if not data_files(folder):
            continue
        path = str(folder / "*.parquet")
        rows = duckdb.sql("select * from read_parquet(?, union_by_name = true)", params=[path])
        found[folder.name] = (rows.columns, sorted(map(repr, rows.fetchall())))
    return found


def files_of(zone, table):
    return data_files(zone.lake.root / "raw" / table)


def test_rows_stay_and_files_go(full):
    before = state(full)
    tables = {table.table: table for table in compact(full.home)}
    assert state(full) == before
    assert set(tables) == {"generic/responses", "stripe/invoices", "program/goals", "landings"}
    assert (tables["generic/responses"].files_before, tables["landings"].files_before) == (7, 3)
    assert all(table.files_after == 1 for table in tables.values())
    [path] = files_of(full, "generic/responses")
    files = pl.read_parquet(path, glob=False)["_source_file"]
    assert files.is_sorted(), "the rows of one landed file stand together"
    assert len(merged.parts_of(path)) == 7, "the file without rows, too"


def test_a_second_time_there_is_nothing_to_do(full):
    compact(full.home)
    names = [path for table in ("generic/responses", "stripe/invoices", "program/goals")
             for path in files_of(full, table)]  # fmt: skip
    assert compact(full.home) == []
    assert all(path.exists() for path in names)
    assert all(file.status == "unchanged" for report in load(full) for file in report.files)


def test_a_dry_run_changes_nothing(full):
    before = sorted(full.home.rglob("*.parquet"))
    found = {table.table: table.files_after for table in compact(full.home, dry_run=True)}
    assert found == {
        "generic/responses": 1, "stripe/invoices": 1, "program/goals": 1, "landings": 1,
    }  # fmt: skip
    assert sorted(full.home.rglob("*.parquet")) == before


def test_one_source_only(full):
    assert [table.table for table in compact(full.home, ["stripe"])] == ["stripe/invoices"]
    assert len(files_of(full, "generic/responses")) == 7


def test_only_under_the_writers_lock(full):
    with writer_lock(full.home), pytest.raises(LockedError):
        compact(full.home)


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it."""


def die():
    raise Killed


def killed_everywhere(zone, monkeypatch, act, settled):
    """Let ``act`` die at every instant until it lives; ``settled`` must hold after each death."""
    for instant in range(1, 2000):
        with monkeypatch.context() as patch:
            Steps(instant, die, patch.setattr)
            try:
                act()
            except Killed:
                died = True
            else:
                died = False
        merged.settle(zone.lake)  # what every writer does first
        settled()
        if not died:
            return instant
    raise AssertionError("it never finished")


def test_killed_at_any_instant_no_row_counts_twice_or_is_lost(full, monkeypatch):
    before = state(full)

    def unchanged():
        assert state(full) == before

    # The folder of one table: every instant of one merge, again from where the last one died.
    instants = killed_everywhere(
        full, monkeypatch, lambda: compact(full.home, ["program"]), unchanged
    )
    assert instants > 10
    assert len(files_of(full, "program/goals")) == 1


def test_late_and_corrected_files_join(full):
    compact(full.home)
    full.land("generic/responses/0-late.csv", RESPONSES + "late,s1,p,p@x.com,a,9,2026-01-09\n")
    full.land("generic/responses/6.csv", RESPONSES + "r6-1,s1,p1,p@x.com,a,3,2026-06-09\n")
    load(full)
    before = state(full)
    assert len(files_of(full, "generic/responses")) == 3
    compact(full.home)
    [path] = files_of(full, "generic/responses")
    assert len(merged.parts_of(path)) == 9
    assert state(full) == before


def test_erasure_reaches_merged_files(full):
    compact(full.home)
    report = erase(full.home, "p3@example.com")
    assert report.rows_removed == 6
    assert report.extracts == [f"generic/responses/{month}.csv" for month in range(1, 7)]
    assert b"p3@example.com" not in full.bytes_of_home()
    [path] = files_of(full, "generic/responses")
    assert len(merged.parts_of(path)) == 7
    counted = {row.path: row.rows_loaded for row in full.log() if row.entity == "responses"}
    held = pl.read_parquet(path, glob=False)["_source_file"].value_counts().rows()
    assert {name: rows for name, rows in counted.items() if rows} == dict(held)
    assert counted["generic/responses/none.csv"] == 0
    assert all(row.rows_in == row.rows_loaded + row.rows_quarantined for row in full.log())
    load(full)
    compact(full.home)
    assert b"p3@example.com" not in full.bytes_of_home()


def test_a_snapshot_stays_in_force_and_reverts(full):
    scales = "survey_id,source,metric,survey_type,scale_min,scale_max\n"
    full.land("program/survey_programs/a.csv", scales + "s1,generic,nps,relationship,0,10\n")
    load(full)
    full.land("program/survey_programs/b.csv", scales + "s1,generic,nps,relationship,0,5\n")
    load(full)
    by_five = state(full)
    assert [path.name for path in files_of(full, "program/survey_programs") if
            merged.is_merged(path)] == []  # fmt: skip
    compact(full.home)
    assert state(full) == by_five
    # Other scales: rows that stand in a merged file are judged again, and none stays twice.
    full.land("program/survey_programs/b.csv", scales + "s1,generic,nps,relationship,0,10\n")
    load(full)
    assert full.raw("generic/responses")
    rows = full.raw("generic/responses")
    assert len({(row["_source_file"], row["_source_row"]) for row in rows}) == len(rows)
    assert len(rows) == sum(row.rows_loaded for row in full.log() if row.entity == "responses")
    assert max(int(row["score"]) for row in rows) == 10


def test_taking_apart_may_die_at_any_instant(full, monkeypatch):
    compact(full.home)
    before = state(full)
    killed_everywhere(
        full, monkeypatch, lambda: merged.split(full.lake, "stripe", "invoices"),
        lambda: state(full) == before or pytest.fail("rows changed"),
    )  # fmt: skip
    assert len(files_of(full, "stripe/invoices")) == 3


def test_files_of_an_earlier_contract_merge(full):
    path = files_of(full, "stripe/invoices")[0]
    rows = pl.read_parquet(path, glob=False).drop("charge").with_columns(old=pl.lit("kept"))
    rows.write_parquet(path)
    before = state(full)
    compact(full.home)
    after = state(full)
    assert sorted(after["invoices"][0]) == sorted(before["invoices"][0])
    [path] = files_of(full, "stripe/invoices")
    assert sorted(map(str, pl.read_parquet(path, glob=False)["old"])) == ["None", "None", "kept"]


def test_large_files_are_left_and_groups_are_bounded(full, monkeypatch):
    before = state(full)
    sizes = {path: path.stat().st_size for path in files_of(full, "generic/responses")}
    monkeypatch.setattr(compacting, "SMALL", max(sizes.values()) - 1)
    monkeypatch.setattr(compacting, "GROUP_ROWS", 50)
    large = [path for path, size in sizes.items() if size == max(sizes.values())]
    compact(full.home)
    assert all(path.exists() for path in large)
    [path] = [path for path in files_of(full, "generic/responses") if merged.is_merged(path)]
    assert pq.read_metadata(path).num_row_groups > 1
    assert state(full) == before


def test_command(full, monkeypatch):
    from dagster_project.cli import main
    from dagster_project.publication.identity import inputs_digest
    from dagster_project.resources import Settings

    monkeypatch.setenv("LOYALTY_HOME", str(full.home))
    monkeypatch.setenv("LOYALTY_EXTRACTS", str(full.extracts))
    inputs = inputs_digest(Settings.from_environment())
    told = CliRunner().invoke(main, ["compact", "--dry-run"]).output
    assert "generic/responses: 7 files would become 1" in told
    assert "15 files would become 4. Nothing was changed." in told
    told = CliRunner().invoke(main, ["compact"]).output
    assert "generic/responses: 7 files are now 1" in told
    assert "15 files became 4;" in told
    assert "Nothing to merge" in CliRunner().invoke(main, ["compact"]).output
    notes = list((full.lake.root / "compaction").glob("*"))
    assert not notes, json.dumps([note.name for note in notes])
    assert inputs_digest(Settings.from_environment()) == inputs, "no new publication"
