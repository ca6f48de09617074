"""Every page of the registry in every state that a publication can be in: never a traceback.

A new page is covered by being registered: what it reads is learned by watching it read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import marts_fixture
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

from dashboards import data, queries, registry

Open = Callable[..., AppTest]
RELATION = re.compile(r"\b(?:from|join)\s+([a-z_]+\.[a-z_]+)", re.IGNORECASE)
PAGES = registry.page_keys()


@pytest.fixture
def queries_run(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that pages ran, in order."""
    names: list[str] = []

    def watched(name: str) -> str:
        names.append(name)
        return queries.sql(name)

    monkeypatch.setattr(data, "sql", watched)
    return names


def relations(names: list[str]) -> list[str]:
    """The relations that some queries read, without the one that every page reads."""
    found = {relation for name in names for relation in RELATION.findall(queries.sql(name))}
    return sorted(found - {"meta.publication"})


def columns(relation: str, *, kinds: tuple[str, ...] = ()) -> list[str]:
    """The columns of a relation of the fixture, of some types only where given."""
    schema, table = relation.split(".")
    with duckdb.connect(str(marts_fixture.full()), read_only=True) as database:
        rows = database.execute(
            "select column_name, data_type from information_schema.columns"
            " where table_schema = ? and table_name = ? order by ordinal_position",
            [schema, table],
        ).fetchall()
    return [name for name, kind in rows if not kinds or kind.startswith(kinds)]


@pytest.mark.parametrize("page", PAGES)
def test_each_relation_may_be_missing(
    open_page: Open, home: Path, queries_run: list[str], page: str
) -> None:
    marts_fixture.build(home)
    assert healthy(open_page(page))
    read = relations(queries_run)
    assert read
    for number, relation in enumerate(read):
        marts_fixture.build(home, f"without{number}", drop=(relation,))
        assert healthy(open_page(page)), relation
    marts_fixture.build(home, "without-any", drop=tuple(read))
    app = open_page(page)
    assert healthy(app)
    assert notices(app)


@pytest.mark.parametrize("page", PAGES)
def test_an_old_publication_may_have_fewer_columns(
    open_page: Open, home: Path, queries_run: list[str], page: str
) -> None:
    marts_fixture.build(home)
    open_page(page)
    read = relations(queries_run)
    for half in (0, 1):
        gone = [
            (relation, name)
            for relation in read
            for name in columns(relation)[: len(columns(relation)) - 1][half::2]
        ]
        change = tuple(f"alter table {relation} drop column {name}" for relation, name in gone)
        marts_fixture.build(home, f"old{half}", change=change)
        assert healthy(open_page(page))


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_may_be_unknown(
    open_page: Open, home: Path, queries_run: list[str], page: str
) -> None:
    """Every estimate is NULL, as in a first month: words, and no chart of nothing."""
    marts_fixture.build(home)
    open_page(page)
    change = tuple(
        f"update {relation} set {name} = null"
        for relation in relations(queries_run)
        for name in columns(relation, kinds=("DOUBLE", "DECIMAL", "FLOAT"))
    )
    marts_fixture.build(home, "unknown", change=change)
    app = open_page(page)
    assert healthy(app)
    assert not re.search(r"\b(nan|None|inf)\b", said(app)), said(app)
    assert not drawn_without_data(app)


@pytest.mark.parametrize("page", PAGES)
def test_one_row_of_everything_is_enough_to_stand(
    open_page: Open, home: Path, queries_run: list[str], page: str
) -> None:
    marts_fixture.build(home)
    open_page(page)
    change = tuple(
        f"delete from {relation} where rowid > (select min(rowid) from {relation})"
        for relation in relations(queries_run)
    )
    marts_fixture.build(home, "single", change=change)
    assert healthy(open_page(page))


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_publication_draws_no_chart(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home, empty=True)
    app = open_page(page)
    assert healthy(app)
    assert not charts(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_swap_while_a_page_is_read_mixes_nothing(
    open_page: Open, home: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """The pointer moves and the old file goes in the middle of a run: it ends on the old one.

    The page then looks for a new publication by itself and runs again on that.
    """
    old = marts_fixture.build(home).resolve()
    seen: list[data.Publication] = []
    rows = data._rows

    def swapping(publication: data.Publication, *rest: Any) -> Any:
        seen.append(publication)
        if len(seen) == 3:
            marts_fixture.build(home, "fixture0002")
            old.unlink()
        return rows(publication, *rest)

    monkeypatch.setattr(data, "_rows", swapping)
    app = open_page(page)
    paths = [publication.path for publication in seen]
    new = data.latest().path
    switched = paths.index(new)
    assert switched >= 3
    assert set(paths[:switched]) == {str(old)}
    assert set(paths[switched:]) == {new}
    assert healthy(app)
    assert "Publication fixture0002" in said(app)


def charts(app: AppTest) -> list[Any]:
    """The charts of a page, as they are sent to the browser."""
    return [element.proto for element in app.get("vega_lite_chart")]


def drawn_without_data(app: AppTest) -> list[str]:
    """Charts that have no value to show: words belong in their place."""
    return [chart.alt for chart in charts(app) if not _has_values(chart)]


def _has_values(chart: Any) -> bool:
    fields = set(_positions(json.loads(chart.spec))) - {"at"}
    return any(
        name in fields and table[name].null_count < len(table)
        for table in (pa.ipc.open_stream(one.data.data).read_all() for one in chart.datasets)
        for name in table.column_names
    )


def _positions(spec: Any) -> Iterator[str]:
    """The fields that place marks along a quantitative axis."""
    if isinstance(spec, list):
        for one in spec:
            yield from _positions(one)
    elif isinstance(spec, dict):
        for channel, one in spec.items():
            is_place = channel in ("x", "y", "theta") and isinstance(one, dict)
            if is_place and one.get("type") == "quantitative" and "field" in one:
                yield one["field"]
            yield from _positions(one)
