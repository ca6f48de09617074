"""The parts of a digest, and how its figures are read.

A relation or column that a publication does not have leaves a sentence, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from dagster_project.exports import words

Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A title, sentences, and perhaps a table (its first row is the header)."""

    title: str
    sentences: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Digest:
    """All sections of one publication's digest. `banner`: what must be read first, or ''."""

    title: str
    subtitle: str
    banner: str
    sections: list[Section]


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Rows of a query; none where the publication lacks the relation or a column."""
    try:
        cursor = connection.execute(query)
    except (duckdb.CatalogException, duckdb.BinderException):
        return []
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def whole_of(part: int, total: int) -> str:
    """`3 of 12`."""
    return f"{words.whole(part)} of {words.whole(total)}"
