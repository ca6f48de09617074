"""The digest of a publication: read from the published file, written as Markdown and HTML."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.exports.parts import Digest
from dagster_project.exports.render import markdown, page
from dagster_project.exports.sections import read_digest


def digest_of(marts: Path) -> Digest:
    """The digest of one published database."""
    with duckdb.connect(str(marts), read_only=True) as connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set TimeZone = 'UTC'")
        return read_digest(connection)


def write_digest(marts: Path, folder: Path) -> None:
    """Write `digest.md` and `digest.html` into a folder."""
    digest = digest_of(marts)
    (folder / "digest.md").write_text(markdown(digest), encoding="utf-8")
    (folder / "digest.html").write_text(page(digest), encoding="utf-8")
