"""A published file with plausible rows, made from the public columns of the marts.

Only for the tests of the pages: it lets them be shown full, empty, with suppressed cells, with a
relation missing. Nothing here is a figure of any company, and no page test asserts statistics.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"


def build(
    home: Path,
    version: str = "fixture0001",
    *,
    empty: bool = False,
    drop: tuple[str, ...] = (),
    change: tuple[str, ...] = (),
) -> Path:
    """Write `published/versions/<version>.duckdb` and swap the pointer, as a publication does.

    `empty` keeps every relation without rows; `drop` leaves relations out; `change` runs SQL last.
    """
    path = home / "published" / "versions" / f"{version}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    shutil.copy(full(), path)
    with duckdb.connect(str(path)) as database:
        database.execute("update meta.publication set publication_id = ?", [version])
        if empty:
            for (relation,) in database.execute(
                "select table_schema || '.' || table_name from information_schema.tables"
            ).fetchall():
                if relation != "meta.publication":
                    database.execute(f"delete from {relation}")
        for relation in drop:
            database.execute(f"drop table {relation}")
        for statement in change:
            database.execute(statement)
    return publish(home, path)


@cache
def full() -> Path:
    """The unchanged file, made once a test run."""
    path = Path(tempfile.mkdtemp()) / "full.duckdb"
    with duckdb.connect(str(path)) as database:
        for script in sorted(SQL.glob("*.sql")):
            database.execute(script.read_text(encoding="utf-8"))
    return path


def publish(home: Path, version: Path) -> Path:
    """Swap the pointer to a version file, atomically."""
    pointer = home / "published" / "marts.duckdb"
    beside = pointer.with_name("marts.next")
    beside.unlink(missing_ok=True)
    beside.symlink_to(version.resolve())
    os.replace(beside, pointer)  # noqa: PTH105 - the same call as the publication's
    return pointer
