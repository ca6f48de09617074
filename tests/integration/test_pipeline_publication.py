"""The pipeline end to end on the sample company: publish once, publish the same, never half."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from pipeline_support import (
    Published,
    differences,
    land,
    loyalty,
    publication_id,
    run,
    start,
)

from ingestion.lock import writer_lock

pytestmark = pytest.mark.slow


def test_a_run_prints_the_scorecard_and_says_that_it_is_fiction(mine: Published) -> None:
    code, output = loyalty(mine.home, mine.extracts, "scorecard")
    assert code == 0
    for words in ("fictional", "Relationship NPS", "Retention over", "promoter", "verdict", "MRR"):
        assert words in output


def test_a_second_run_loads_nothing_and_publishes_nothing_new(mine: Published) -> None:
    before = {path: path.stat().st_mtime_ns for path in mine.home.rglob("published/**/*")}
    output = run(mine.home, mine.extracts)
    assert "No new files, nothing to build" in output
    assert "already stands for these inputs" in output
    # The same answer from the graph itself, as the daily schedule would get it.
    code, output = loyalty(mine.home, mine.extracts, "run", "--source", "program")
    assert code == 0, output
    assert "nothing to build" in output
    assert "new files" not in output
    after = {path: path.stat().st_mtime_ns for path in mine.home.rglob("published/**/*")}
    assert after == before


def test_a_deleted_warehouse_is_rebuilt_equal_row_by_row(mine: Published) -> None:
    old = publication_id(mine.marts_path)
    (mine.home / "warehouse.duckdb").unlink()
    run(mine.home, mine.extracts)
    assert publication_id(mine.marts_path) == old
    assert differences(mine.marts_path, mine.home / "warehouse.duckdb") == []


def test_a_failed_check_publishes_nothing_and_says_why(mine: Published) -> None:
    old = publication_id(mine.marts_path)
    rows = [f"A,2026-01-{day:02},f,many,1\n" for day in range(1, 29)]
    header = "account_id,usage_date,feature,events,active_users\n"
    land(mine.extracts, "product_usage/daily/flipped.csv", header + "".join(rows))
    code, output = loyalty(mine.home, mine.extracts, "run")
    assert code == 1
    assert "no file in force has a declared column whose type flipped" in output
    assert "The previous publication stands" in output
    assert publication_id(mine.marts_path) == old


def test_a_failed_build_publishes_nothing_and_names_what_failed(mine: Published) -> None:
    old = publication_id(mine.marts_path)
    code, output = loyalty(
        mine.home, mine.extracts, "run", "--full-refresh", LOYALTY_MEMORY_LIMIT="30MB"
    )
    assert code == 1
    assert "the warehouse build failed; nothing will be published" in output
    assert "Out of Memory Error" in output
    log = mine.home / "dbt" / "logs" / "dbt.log"
    assert f"dbt's log: {log}" in output
    assert "Out of Memory Error" in log.read_text().split("Running with dbt=")[-1]
    assert publication_id(mine.marts_path) == old
    # The next run does not take the failed build for a finished one.
    code, output = loyalty(mine.home, mine.extracts, "publish")
    assert code == 1
    assert "the last build failed" in output
    assert publication_id(mine.marts_path) == old


def test_a_log_that_does_not_add_up_publishes_nothing(mine: Published) -> None:
    old = publication_id(mine.marts_path)
    for path in (mine.home / "lake" / "landings").glob("*.parquet"):
        with duckdb.connect() as connection:
            table = connection.read_parquet(str(path)).to_arrow_table()
            if table.num_rows and "stripe" in set(table.column("source").to_pylist()):
                # A log that says one row more than it loaded breaks the ledger's promise.
                connection.execute(
                    f"copy (select * replace (rows_in + 1 as rows_in) from read_parquet('{path}'))"
                    f" to '{path}.new' (format parquet)"
                )
                Path(f"{path}.new").replace(path)
    code, output = loyalty(mine.home, mine.extracts, "run", "--full-refresh")
    assert code == 1
    assert "rows in = rows loaded + rows quarantined" in output
    assert publication_id(mine.marts_path) == old


def test_new_extracts_make_a_new_publication_and_rollback_undoes_it_under_readers(
    mine: Published,
) -> None:
    old = publication_id(mine.marts_path)
    with somebody_reads(mine) as seen:
        land(
            mine.extracts,
            "program/goals/goals_2027.csv",
            "kpi,target,due_on,owner\nnps,77,2027-12-31,somebody\n",
        )
        run(mine.home, mine.extracts)
        new = publication_id(mine.marts_path)
        assert new != old
        for _ in range(20):
            assert loyalty_rollback(mine, None) == 0
            assert loyalty_rollback(mine, newest(mine)) == 0
    assert seen == {old, new}
    code, output = loyalty(mine.home, mine.extracts, "rollback")
    assert code == 0
    assert old in output
    assert publication_id(mine.marts_path) == old
    # The rollback lasts: what was withdrawn is not published again from unchanged inputs.
    assert "was rolled back" in run(mine.home, mine.extracts)
    assert publication_id(mine.marts_path) == old
    with duckdb.connect(
        str(mine.home / "published/versions" / f"{new}.duckdb"), read_only=True
    ) as c:
        figures = c.execute(
            "select publication_id, count(*) from meta.published_figures group by 1"
        ).fetchall()
        restated = c.execute(
            "select count(*) from meta.published_figures where is_restated"
        ).fetchone()
    assert {row[0] for row in figures} == {old, new}
    # A new goal changes no figure.
    assert restated == (0,)


def said_until(words: str, process: subprocess.Popen[str]) -> str:
    """What a process says up to a line with these words; everything, when it ends without them."""
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if words in line:
            break
    return "".join(lines)


def test_runs_wait_for_the_writer_and_say_for_whom(mine: Published) -> None:
    """This process writes; two runs come meanwhile, and go on one after the other."""
    old = publication_id(mine.marts_path)
    with writer_lock(mine.home):
        runs = [start(mine.home, mine.extracts, "run") for _ in range(2)]
        # A run that did not wait would end, and with it these lines.
        said = [said_until("Waiting: ", process) for process in runs]
        assert [process.poll() for process in runs] == [None, None], said
    said = [
        early + process.communicate(timeout=600)[0]
        for early, process in zip(said, runs, strict=True)
    ]
    assert [process.returncode for process in runs] == [0, 0], said
    for text in said:
        assert f"Waiting: {mine.home} is being written by process {os.getpid()};" in text
        assert "already stands for these inputs" in text
    assert publication_id(mine.marts_path) == old


@contextmanager
def somebody_reads(published: Published) -> Iterator[set[str]]:
    """A dashboard opens the pointer again and again; it may never see an error or two publications in one.

    Yields the ids that it saw.
    """
    stop = threading.Event()
    problems: list[str] = []
    seen: set[str] = set()

    def read() -> None:
        while not stop.is_set():
            try:
                with duckdb.connect(
                    str(published.marts_path.resolve()), read_only=True
                ) as connection:
                    ids = connection.execute(
                        "select publication_id from meta.publication union"
                        " select publication_id from meta.published_figures"
                        " where built_at = (select built_at from meta.publication)"
                    ).fetchall()
                seen.update(row[0] for row in ids)
                if len(ids) != 1:
                    problems.append(f"mixed: {ids}")
            except Exception as error:
                problems.append(repr(error))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        stop.set()
        reader.join()
    assert problems == []


def loyalty_rollback(published: Published, to: str | None) -> int:
    """Swap the pointer in this process: twenty commands would mostly test their start-up."""
    from dagster_project.publication.versions import rollback
    from dagster_project.resources import Settings

    rollback(Settings(home=published.home, extracts=published.extracts), to)
    return 0


def newest(published: Published) -> str:
    """The id of the newest version on disk."""
    versions = (published.home / "published" / "versions").glob("*.duckdb")
    return max(versions, key=lambda path: path.stat().st_mtime_ns).stem


def test_parquet_files_beside_the_database_hold_the_same_rows(mine: Published) -> None:
    name = publication_id(mine.marts_path)
    folder = mine.home / "published" / "versions" / name
    with duckdb.connect(str(mine.marts_path.resolve()), read_only=True) as connection:
        relations = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('marts', 'quality', 'meta')"
        ).fetchall()
        assert len(relations) > 20
        for schema, relation in relations:
            path = folder / schema / f"{relation}.parquet"
            counts = connection.execute(
                f"select (select count(*) from {schema}.{relation}),"
                f" (select count(*) from read_parquet('{path}'))"
            ).fetchone()
            assert counts is not None
            assert counts[0] == counts[1], relation


def test_nothing_of_the_raw_layer_is_published(mine: Published) -> None:
    with duckdb.connect(str(mine.marts_path.resolve()), read_only=True) as connection:
        schemas = {
            row[0]
            for row in connection.execute("select schema_name from duckdb_tables()").fetchall()
        }
    assert schemas == {"marts", "quality", "meta"}


def test_dagster_kept_book_of_the_run(sample_publication: Published) -> None:
    """The user interface shows what the command line ran: the run, and its asset checks."""
    code = (
        "import dagster as dg\n"
        "with dg.DagsterInstance.get() as instance:\n"
        "    [run] = instance.get_runs()\n"
        "    print(run.job_name, run.status.value)\n"
        "    key = dg.AssetKey(['published', 'marts'])\n"
        "    print(instance.get_latest_materialization_event(key) is not None)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DAGSTER_HOME": str(sample_publication.home / "dagster")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["everything", "SUCCESS", "True"]


def test_an_erased_person_leaves_the_lake_and_every_publication(mine: Published) -> None:
    lake = duckdb.connect()
    contacts = str(mine.home / "lake/raw/salesforce/Contact/*.parquet")
    responses = str(mine.home / "lake/raw/qualtrics/responses/*.parquet")
    row = lake.execute(
        "select Id, lower(Email) from read_parquet(?, union_by_name = true) as contacts"
        " where exists (select 1 from read_parquet(?, union_by_name = true) as responses"
        " where lower(responses.RecipientEmail) = lower(contacts.Email)) order by Id limit 1",
        [contacts, responses],
    ).fetchone()
    assert row is not None
    contact_id, email = row
    old = publication_id(mine.marts_path)
    exports = mine.home / "published" / "exports"
    assert contact_id in (exports / "current" / "crm_contacts.csv").read_text()
    code, output = loyalty(mine.home, mine.extracts, "erase", email, "--yes")
    assert code == 0, output
    assert "Still in the landing zone" in output
    assert publication_id(mine.marts_path) != old
    versions = {path.stem for path in (mine.home / "published" / "versions").glob("*.duckdb")}
    assert versions == {publication_id(mine.marts_path)}
    for path in (mine.home / "lake").rglob("*.parquet"):
        text = lake.execute("select * from read_parquet(?)", [str(path)]).pl().write_csv()
        assert email not in text.lower(), path
        assert contact_id not in text, path
    assert {path.name for path in exports.iterdir()} == {"current", *versions}
    for path in (exports / "current").iterdir():
        assert contact_id not in path.read_text(), path
    # Landing the same files again does not bring the person back.
    assert "already stands" in run(mine.home, mine.extracts)
