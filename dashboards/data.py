"""Access to the published marts: settings, the pointer, read-only connections, cached queries.

The pipeline swaps `published/marts.duckdb` (a symbolic link) from one immutable version to the
next. A page run resolves it once, so that everything it shows comes from one publication; results
are cached by publication, and an old version that vanishes from the disk stays readable for the
pages that hold it open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import streamlit as st

from dashboards.formulas import FormulaError, expression, names
from dashboards.queries import sql

Parameter = str | int | float | bool | None
STATE_KEY = "_publication"


class NoPublication(Exception):
    """Nothing has been published in this home yet."""


class MissingData(Exception):
    """The publication lacks a relation or a column, or cannot be read; the text is for people."""


@dataclass(frozen=True)
class Publication:
    """One version of the published file. Same path but other inode or time is another version."""

    path: str
    inode: int
    modified_ns: int


def home() -> Path:
    """`LOYALTY_HOME`, else `var/`, else the sample company's home when only that is published."""
    named = os.environ.get("LOYALTY_HOME")
    if named:
        return Path(named)
    usual = Path("var")
    sample = usual / "sample"
    has_only_sample = _pointer(sample).exists() and not _pointer(usual).exists()
    return sample if has_only_sample else usual


def poll_seconds() -> float:
    """How often an open page looks for a new publication (`LOYALTY_DASHBOARD_POLL_SECONDS`)."""
    return float(os.environ.get("LOYALTY_DASHBOARD_POLL_SECONDS", "15"))


def _pointer(folder: Path) -> Path:
    return folder / "published" / "marts.duckdb"


def latest() -> Publication:
    """The version that the pointer names now; NoPublication when there is none."""
    try:
        path = _pointer(home()).resolve(strict=True)
        status = path.stat()
    except OSError as error:
        raise NoPublication(str(home())) from error
    return Publication(str(path), status.st_ino, status.st_mtime_ns)


def newest() -> Publication | None:
    """The version that the pointer names now, if there is one."""
    try:
        return latest()
    except NoPublication:
        return None


def use_latest() -> Publication:
    """Fix the publication of this page run and open it; retries when a version just vanished."""
    for _ in range(3):
        publication = latest()
        try:
            _database(publication)
        except duckdb.IOException:
            continue
        st.session_state[STATE_KEY] = publication
        return publication
    raise MissingData("The published file cannot be opened. It may be damaged: publish it again.")


def current() -> Publication:
    """The publication of this page run."""
    chosen = st.session_state.get(STATE_KEY)
    return chosen if isinstance(chosen, Publication) else use_latest()


@st.cache_resource(max_entries=4, show_spinner=False)
def _database(publication: Publication) -> duckdb.DuckDBPyConnection:
    """Attach the file read-only to a private database, then forbid files and further settings.

    Attaching, rather than connecting to the path, is what makes a version that was rewritten in
    place (an erasure) visible: a second connection to a known path would see the old one.
    """
    database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    escaped = publication.path.replace("'", "''")
    database.execute(f"attach '{escaped}' as publication (read_only)")
    database.execute("set timezone = 'UTC'")
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
    return database


Given = tuple[tuple[str, Parameter], ...]


@st.cache_data(max_entries=1000, show_spinner=False)
def _rows(publication: Publication, name: str, parameters: Given) -> pl.DataFrame:
    return _read(publication, name, parameters)


def _read(publication: Publication, name: str, parameters: Given) -> pl.DataFrame:
    cursor = _database(publication).cursor()
    cursor.execute("use publication")
    return cursor.execute(sql(name), dict(parameters) or None).pl()


def query(name: str, **parameters: Parameter) -> pl.DataFrame:
    """Rows of `queries/<name>.sql`; MissingData when the publication cannot answer it."""
    try:
        return _rows(current(), name, tuple(sorted(parameters.items())))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise MissingData(_explain(str(error))) from error
    except duckdb.Error as error:
        raise MissingData("The published file could not be read. Publish it again.") from error


def later(name: str, **parameters: Parameter) -> Callable[[], pl.DataFrame]:
    """A query to run when its rows are wanted, on the publication of this page run; not cached."""
    publication, given = current(), tuple(sorted(parameters.items()))
    return lambda: _read(publication, name, given)


def calculate(formulas: Sequence[str], inputs: Mapping[str, float]) -> list[float | None]:
    """Published formulas on a reader's values, to a millionth as they are published (ADR 0009)."""
    try:
        columns = [
            f"round({expression(formula, inputs)}, 6) as c{place}"
            for place, formula in enumerate(formulas)
        ]
        used = set().union(*(names(formula, inputs) for formula in formulas))
        cursor = _database(current()).cursor()
        row = cursor.execute(
            f"select {', '.join(columns)}", {name: float(inputs[name]) for name in used} or None
        ).fetchone()
    except (FormulaError, duckdb.Error) as error:
        raise MissingData("A formula of this publication cannot be calculated.") from error
    return list(row or ())


def _explain(message: str) -> str:
    """Say what is missing, without the database's own wording around it."""
    first = message.splitlines()[0].split("Error:", 1)[-1].strip()
    return f"This publication does not hold what this part needs: {first}"
