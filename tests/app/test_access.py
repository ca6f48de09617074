"""The dashboards can read the published schemas, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import marts_fixture
import pytest

from dashboards import data


@pytest.mark.parametrize(
    "statement",
    [
        "create table marts.intruder (i integer)",
        "delete from marts.nps_by_segment",
        "select * from read_csv('/etc/hostname')",
        "attach 'other.duckdb'",
        "copy (select 1) to 'out.csv'",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_connections_read_and_do_nothing_else(home: Path, statement: str) -> None:
    marts_fixture.build(home)
    cursor = data._database(data.latest()).cursor()
    cursor.execute("use publication")
    with pytest.raises(duckdb.Error):
        cursor.execute(statement)


def test_results_are_cached_by_publication(home: Path) -> None:
    marts_fixture.build(home)
    first = data.latest()
    marts_fixture.build(home, "fixture0002")
    assert data.latest() != first


def test_the_sample_is_served_when_only_the_sample_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOYALTY_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert data.home() == Path("var")
    marts_fixture.build(tmp_path / "var" / "sample")
    assert data.home() == Path("var/sample")
    marts_fixture.build(tmp_path / "var")
    assert data.home() == Path("var")
