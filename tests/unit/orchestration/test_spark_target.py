"""What stands between LOYALTY_DBT_TARGET=spark and a build: each said in words that help."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dagster_project import spark
from dagster_project.commands.doctor import examine
from dagster_project.resources import Settings
from dagster_project.spark import SparkUnavailable, begin_build, java_version, require_spark


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with the extra and with Java 17, whatever this one has."""
    monkeypatch.setattr(spark, "find_spec", lambda name: name)


def _settings(tmp_path: Path, target: str = "spark", **more: str) -> Settings:
    environment = {"LOYALTY_HOME": str(tmp_path), "LOYALTY_DBT_TARGET": target, **more}
    return Settings.from_environment(environment)


def _java(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """JAVA_HOME with a program that says `words` as java does, on its error stream."""
    program = folder / "java" / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '{words}' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(folder / "java"))


def _closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_duckdb_needs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    require_spark(_settings(tmp_path, "duckdb"))


def test_a_missing_extra_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(SparkUnavailable, match=r"pip install .*requirements-spark\.lock"):
        require_spark(_settings(tmp_path))


def test_no_java_at_all(installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparkUnavailable, match="default-jre-headless"):
        require_spark(_settings(tmp_path))


def test_an_old_java(installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _java(tmp_path, monkeypatch, 'java version "1.8.0_402"')
    with pytest.raises(SparkUnavailable, match=r"17 or newer.*is Java 8"):
        require_spark(_settings(tmp_path))


def test_java_17_and_a_local_session_will_do(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _java(tmp_path, monkeypatch, 'openjdk version "17.0.15" 2025-04-15')
    require_spark(_settings(tmp_path))


def test_a_master_that_does_not_answer(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _java(tmp_path, monkeypatch, 'openjdk version "21" 2023-09-19')
    master = f"spark://127.0.0.1:{_closed_port()}"
    with pytest.raises(SparkUnavailable, match=r"no Spark master .*scripts/spark_cluster\.py"):
        require_spark(_settings(tmp_path, LOYALTY_SPARK_MASTER=master))


def test_one_of_several_masters_is_enough(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _java(tmp_path, monkeypatch, 'openjdk version "21" 2023-09-19')
    with socket.create_server(("127.0.0.1", 0)) as server:
        standing = server.getsockname()[1]
        master = f"spark://127.0.0.1:{_closed_port()},127.0.0.1:{standing}"
        require_spark(_settings(tmp_path, LOYALTY_SPARK_MASTER=master))


def test_a_connect_server_that_does_not_answer(installed: None, tmp_path: Path) -> None:
    remote = f"sc://127.0.0.1:{_closed_port()}/;user_id=loyalty"
    with pytest.raises(SparkUnavailable, match=r"no Spark Connect server .*spark_connect\.py"):
        require_spark(_settings(tmp_path, "spark_connect", LOYALTY_SPARK_REMOTE=remote))


def test_connect_needs_no_java(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as server:
        remote = f"sc://127.0.0.1:{server.getsockname()[1]}"
        require_spark(_settings(tmp_path, "spark_connect", LOYALTY_SPARK_REMOTE=remote))


def test_the_doctor_says_it_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOYALTY_HOME", str(tmp_path))
    monkeypatch.setenv("LOYALTY_DBT_TARGET", "spark")
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    assert examine() == 1
    assert "the extra `spark` is not installed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "number"),
    [('openjdk version "17.0.15" 2025', 17), ('java version "1.8.0_402"', 8), ("not java", None)],
)
def test_java_version(words: str, number: int | None) -> None:
    assert java_version(words) == number


@pytest.mark.parametrize(("target", "left"), [("spark", False), ("spark_connect", True)])
def test_a_build_begins_without_tables_and_without_its_own_catalog(
    tmp_path: Path, target: str, left: bool
) -> None:
    table = tmp_path / "spark" / "warehouse" / "marts.db" / "half_written"
    catalog = tmp_path / "spark" / "metastore"
    for folder in (table, catalog):
        folder.mkdir(parents=True)
    begin_build(_settings(tmp_path, target))
    assert (table.exists(), catalog.exists()) == (False, left)


def test_a_build_on_duckdb_leaves_the_tables_of_spark_alone(tmp_path: Path) -> None:
    table = tmp_path / "spark" / "warehouse" / "marts.db" / "nps"
    table.mkdir(parents=True)
    begin_build(_settings(tmp_path, "duckdb"))
    assert table.is_dir()
