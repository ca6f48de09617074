"""How tests run the real pipeline, and how they compare what it published."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[1]
HASH_KEY = "a key for tests only"
NOW = "2026-07-01T06:00:00Z"
# The one thing about a row that says when it was made, not what is true.
TIMES = {"built_at", "landed_at"}


@dataclass(frozen=True)
class Published:
    """A home in which the pipeline has run: its figures, its extracts, its planted truths."""

    home: Path
    extracts: Path

    @property
    def marts_path(self) -> Path:
        """The published database."""
        return self.home / "published" / "marts.duckdb"

    @property
    def truth(self) -> dict[str, Any]:
        """What the sample generator planted."""
        loaded: dict[str, Any] = json.loads((self.extracts.parent / "truth.json").read_text())
        return loaded

    def copy(self, home: Path) -> Published:
        """The same home elsewhere; the extracts are shared. Dagster's own state stays behind."""
        ignore = shutil.ignore_patterns("dagster")
        shutil.copytree(self.home, home, symlinks=True, ignore=ignore)
        return Published(home, self.extracts)


def environment(home: Path, extracts: Path | None, **extra: str) -> dict[str, str]:
    """A clean environment for the command line: nothing of the developer's own settings."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LOYALTY_", "DAGSTER_", "DBT_"))
    }
    named = {"LOYALTY_EXTRACTS": str(extracts)} if extracts else {}
    return {
        **kept,
        "LOYALTY_HOME": str(home),
        "LOYALTY_HASH_KEY": HASH_KEY,
        "LOYALTY_NOW": NOW,
        "COLUMNS": "200",
        **named,
        **extra,
    }


def start(
    home: Path, extracts: Path | None, *arguments: str, **extra: str
) -> subprocess.Popen[str]:
    """Start the `loyalty` command; both its streams come out of stdout."""
    return subprocess.Popen(
        [sys.executable, "-m", "dagster_project.cli", *arguments],
        env=environment(home, extracts, **extra),
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def loyalty(home: Path, extracts: Path | None, *arguments: str, **extra: str) -> tuple[int, str]:
    """Run the `loyalty` command to its end. Returns its exit code and what it said."""
    process = start(home, extracts, *arguments, **extra)
    output, _ = process.communicate(timeout=1700)
    return process.returncode, output


def run(home: Path, extracts: Path | None, **extra: str) -> str:
    """`loyalty run`, which must succeed. Returns what it said."""
    code, output = loyalty(home, extracts, "run", **extra)
    assert code == 0, output
    return output


def make_sample(folder: Path, accounts: int, seed: int = 7) -> Path:
    """A sample company's extracts, truths beside them."""
    extracts = folder / "extracts"
    options = ["--out", str(extracts), "--accounts", str(accounts), "--seed", str(seed)]
    subprocess.run(
        [sys.executable, "-m", "ingestion.sample", *options],
        check=True,
        cwd=REPOSITORY,
        capture_output=True,
    )
    return extracts


def land(extracts: Path, path: str, text: str) -> Path:
    """Put a file into a landing zone."""
    target = extracts / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return target


def publication_id(database: Path) -> str:
    """The id that a published database carries."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        row = connection.execute("select publication_id from meta.publication").fetchone()
    assert row is not None
    return str(row[0])


def differences(
    one: Path,
    other: Path,
    schemas: tuple[str, ...] = ("marts", "quality", "meta"),
    ignored_columns: set[str] = TIMES,
    ignored_relations: set[str] = frozenset(),  # type: ignore[assignment]
) -> list[str]:
    """Every public relation that differs, row by row, in words; empty when none does."""
    found = []
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one.resolve()}' as one (read_only)")
        connection.execute(f"attach '{other.resolve()}' as other (read_only)")
        relations = _relations(connection, "one", schemas)
        if relations != _relations(connection, "other", schemas):
            found.append("the relations differ")
        for relation in sorted(relations - ignored_relations):
            found += _difference(connection, relation, ignored_columns)
    return found


def _relations(
    connection: duckdb.DuckDBPyConnection, database: str, schemas: tuple[str, ...]
) -> set[str]:
    rows = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables"
        " where table_catalog = ? and list_contains(?, table_schema)"
        " and table_type = 'BASE TABLE'",
        [database, list(schemas)],
    ).fetchall()
    return {row[0] for row in rows}


def _difference(
    connection: duckdb.DuckDBPyConnection, relation: str, ignored: set[str]
) -> list[str]:
    """Compare two relations row by row: text, money, dates exactly, doubles to nine digits.

    A sum of doubles depends on the order of its terms in its last digits, and two threads decide
    that order.
    """
    kinds = {
        name: kind
        for name, kind, *_ in connection.execute(f"describe one.{relation}").fetchall()
        if name not in ignored
    }
    exact = [name for name, kind in kinds.items() if kind != "DOUBLE"]
    doubles = [name for name, kind in kinds.items() if kind == "DOUBLE"]
    order = ", ".join(f'"{name}" nulls last' for name in [*exact, *doubles])
    columns = ", ".join(f'"{name}"' for name in kinds)
    one, other = (
        connection.execute(f"select {columns} from {side}.{relation} order by {order}").pl()
        for side in ("one", "other")
    )
    if one.height != other.height:
        return [f"{relation}: {one.height} rows against {other.height}"]
    found = []
    for name in kinds:
        if name in doubles:
            left, right = one[name].to_numpy(), other[name].to_numpy()
            differs = ~np.isclose(left, right, rtol=1e-9, atol=1e-9, equal_nan=True)
            rows = int(differs.sum())
        else:
            rows = int((one[name].ne_missing(other[name])).sum())
        if rows:
            found.append(f"{relation}.{name}: {rows} of {one.height} rows differ")
    return found
