"""Write, audit, publish: what the gate stops, what readers see, what a rollback does."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from dagster_project.publication import history
from dagster_project.publication.audit import AuditFailed, audit, build_record_path
from dagster_project.publication.publish import publish
from dagster_project.publication.versions import (
    PublicationError,
    clean_up,
    current_id,
    list_versions,
    read_held,
    rollback,
    versions_folder,
)
from dagster_project.resources import Settings
from dagster_project.warehouse import discard_if_unreadable
from dagster_project.warehouse_state import skip_reason

EXPECTED = {"marts.figures", "meta.publication"}


def build(settings: Settings, publication_id: str, text: str = "fine", value: float = 1.0) -> None:
    """A warehouse as a successful build leaves it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    settings.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(settings.warehouse)) as connection:
        for schema in ("staging", "marts", "meta"):
            connection.execute(f"create schema {schema}")
        connection.execute("create table staging.secrets as select 'a@b.example' as email")
        connection.execute(
            "create table marts.figures as select ? as words, ?::double as value", [text, value]
        )
        connection.execute("comment on table marts.figures is 'Figures''s description'")
        connection.execute("comment on column marts.figures.value is 'In points.'")
        connection.execute(
            "create table meta.publication as select ? as publication_id", [publication_id]
        )
    record = {"publication_id": publication_id, "is_success": True, "failures": []}
    build_record_path(settings).parent.mkdir(parents=True, exist_ok=True)
    build_record_path(settings).write_text(json.dumps(record))


def value_read(path: Path) -> float:
    with duckdb.connect(str(path.resolve()), read_only=True) as connection:
        row = connection.execute("select value from marts.figures").fetchone()
    assert row is not None
    return float(row[0])


def test_the_published_file_holds_public_schemas_only_with_their_descriptions(
    settings: Settings,
) -> None:
    build(settings, "one")
    audit(settings, "one", EXPECTED)
    assert publish(settings, "one", EXPECTED) == {"marts.figures": 1, "meta.publication": 1}
    with duckdb.connect(str(settings.marts.resolve()), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name, comment from duckdb_tables() order by all"
        ).fetchall()
        comment = connection.execute(
            "select comment from duckdb_columns() where column_name = 'value'"
        ).fetchone()
    assert tables == [
        ("marts", "figures", "Figures's description"),
        ("meta", "publication", None),
    ]
    assert comment == ("In points.",)
    parquet = versions_folder(settings) / "one" / "marts" / "figures.parquet"
    assert duckdb.read_parquet(str(parquet)).fetchall() == [("fine", 1.0)]


def test_a_relation_left_behind_by_a_removed_model_is_not_published(settings: Settings) -> None:
    build(settings, "one")
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create table marts.old as select 1 as x")
    assert "marts.old" not in publish(settings, "one", EXPECTED)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("drop table marts.figures", "marts.figures was not built"),
        ("update marts.figures set words = 'write to jo.doe@mail.example'", "e-mail address"),
        ("update meta.publication set publication_id = 'other'", "expected one row of one"),
        ("delete from meta.publication", "expected one row of one"),
    ],
)
def test_the_audit_says_what_is_wrong_and_the_old_publication_stays(
    settings: Settings, damage: str, words: str
) -> None:
    build(settings, "zero", value=7.0)
    publish(settings, "zero", EXPECTED)
    build(settings, "one")
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute(damage)
    with pytest.raises(AuditFailed, match=words):
        audit(settings, "one", EXPECTED)
    assert current_id(settings) == "zero"
    assert value_read(settings.marts) == 7.0


def test_a_failed_build_is_not_published_and_its_failures_are_named(settings: Settings) -> None:
    build(settings, "one")
    record = {"publication_id": "one", "is_success": False, "failures": ["not_null_x: 3 rows"]}
    build_record_path(settings).write_text(json.dumps(record))
    with pytest.raises(AuditFailed, match="not_null_x: 3 rows"):
        audit(settings, "one", EXPECTED)


def test_a_warehouse_of_other_inputs_is_not_published(settings: Settings) -> None:
    build(settings, "one")
    with pytest.raises(AuditFailed, match="changed since the warehouse was built"):
        audit(settings, "two", EXPECTED)


def test_nothing_built_nothing_published(settings: Settings) -> None:
    with pytest.raises(AuditFailed, match="no finished warehouse"):
        audit(settings, "one", EXPECTED)
    assert current_id(settings) is None


def test_readers_of_the_old_version_finish_undisturbed(settings: Settings) -> None:
    build(settings, "one", value=1.0)
    publish(settings, "one", EXPECTED)
    with duckdb.connect(str(settings.marts.resolve()), read_only=True) as reader:
        build(settings, "two", value=2.0)
        publish(settings, "two", EXPECTED)
        assert reader.execute("select value from marts.figures").fetchone() == (1.0,)
    assert value_read(settings.marts) == 2.0


def test_rollback_goes_back_and_holds_what_it_left(settings: Settings) -> None:
    for name in ("one", "two", "three"):
        build(settings, name)
        publish(settings, name, EXPECTED)
    assert rollback(settings) == "two"
    assert current_id(settings) == "two"
    assert read_held(settings) == {"three"}
    assert rollback(settings, "one") == "one"
    assert read_held(settings) == {"two", "three"}
    with pytest.raises(PublicationError, match="no earlier publication"):
        rollback(settings)
    with pytest.raises(PublicationError, match="no publication nine"):
        rollback(settings, "nine")


def test_a_new_publication_forgets_what_was_held(settings: Settings) -> None:
    for name in ("one", "two"):
        build(settings, name)
        publish(settings, name, EXPECTED)
    rollback(settings)
    build(settings, "three")
    publish(settings, "three", EXPECTED)
    assert read_held(settings) == set()


def test_old_versions_go_but_never_the_current_one(settings: Settings) -> None:
    names = [f"v{number:02}" for number in range(12)]
    for name in names:
        build(settings, name)
        publish(settings, name, EXPECTED)
    rollback(settings, "v00")
    removed = clean_up(settings)
    assert removed == ["v01"]
    left = {version.publication_id for version in list_versions(settings)}
    assert left == {"v00", *names[2:]}
    assert not (versions_folder(settings) / "v01").exists()


def test_leftovers_of_a_killed_publication_are_cleaned_up(settings: Settings) -> None:
    build(settings, "one")
    publish(settings, "one", EXPECTED)
    leftover = versions_folder(settings) / ".two.4711"
    leftover.mkdir()
    (leftover / "two.duckdb").write_text("half")
    clean_up(settings)
    assert not leftover.exists()
    assert [v.publication_id for v in list_versions(settings)] == ["one"]


class _Named:
    def __init__(self, publication_id: str) -> None:
        self.publication_id = publication_id


def test_when_a_build_is_needed(settings: Settings) -> None:
    from dataclasses import replace

    def reason(name: str, force: bool = False) -> str:
        forced = replace(settings, full_refresh=force)
        return skip_reason(forced, _Named(name)) or ""  # type: ignore[arg-type]

    assert reason("one") == ""
    build(settings, "one")
    assert reason("one") == ""
    publish(settings, "one", EXPECTED)
    assert "already stands" in reason("one")
    assert reason("two") == ""
    assert reason("one", force=True) == ""
    build(settings, "two")
    publish(settings, "two", EXPECTED)
    rollback(settings)
    assert "rolled back" in reason("two")
    settings.warehouse.unlink()
    assert reason("one") == ""


def test_a_warehouse_in_pieces_is_discarded_and_a_whole_one_kept(settings: Settings) -> None:
    said: list[str] = []
    build(settings, "one")
    discard_if_unreadable(settings, said.append)
    assert settings.warehouse.is_file()
    settings.warehouse.write_bytes(b"half a database file" * 1000)
    discard_if_unreadable(settings, said.append)
    assert not settings.warehouse.exists()
    assert len(said) == 1


def test_the_history_of_figures_has_its_typed_file_from_the_start(settings: Settings) -> None:
    history.write_empty(settings)
    table = duckdb.read_parquet(str(history.folder(settings) / "*.parquet"))
    assert table.columns == [field.name for field in history.SCHEMA]
    assert table.fetchall() == []
