"""A published file of any size: a real publication whose accounts are cloned with shifted ids.

Every mart that has an account grows with the accounts; survey responses and their themes grow with
the responses asked for. Reports stay as they are: they do not grow with accounts. The clones have the
figures of their originals, so the file measures speed and nothing else.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

SHIFTED = {
    "account_id", "parent_account_id", "contact_key", "response_id", "response_key", "loop_id",
    "opening_response_id", "index_response_id", "invitation_id", "unit_id", "billing_customer_id",
    "line_id", "invoice_id", "subscription_id", "ticket_id", "ticket_key",
}  # fmt: skip
BY_RESPONSE = ("fct_survey_responses", "fct_response_themes")


@dataclass(frozen=True)
class Clones:
    """How often accounts and responses stand in the scaled file."""

    accounts: int
    responses: int


def scale(source: Path, home: Path, accounts: int, responses: int) -> dict[str, int]:
    """Write `home/published`, at least so large; returns the rows of what grew."""
    path = home / "published" / "versions" / "benchmark.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source.resolve(), path)
    with duckdb.connect(str(path)) as database:
        database.execute("set preserve_insertion_order = false")
        database.execute("set enable_progress_bar = false")
        clones = Clones(
            math.ceil(accounts / _count(database, "dim_accounts")),
            math.ceil(responses / _count(database, "fct_survey_responses")),
        )
        grown = {table: _clone(database, table, clones) for table in _with_accounts(database)}
        database.execute("update meta.publication set publication_id = 'benchmark'")
        database.execute("checkpoint")
    pointer = home / "published" / "marts.duckdb"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(Path("versions") / path.name)
    return grown


def _with_accounts(database: duckdb.DuckDBPyConnection) -> list[str]:
    rows = database.execute(
        "select distinct table_name from information_schema.columns"
        " where table_schema = 'marts' and column_name = 'account_id' order by table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _clone(database: duckdb.DuckDBPyConnection, table: str, clones: Clones) -> int:
    """Insert the clones of one relation; returns how many rows it has then."""
    columns = database.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = 'marts' and table_name = ? order by ordinal_position",
        [table],
    ).fetchall()
    of_responses = table in BY_RESPONSE
    times = max(clones.accounts, clones.responses) if of_responses else clones.accounts
    shifted = ", ".join(_shifted(str(name), str(kind), clones) for name, kind in columns)
    database.execute(
        f"insert into marts.{table} select {shifted} from marts.{table}"
        f" cross join range(1, {times}) as clone(i)"
    )
    return _count(database, table)


def _shifted(name: str, kind: str, clones: Clones) -> str:
    """A column of a clone: ids are its own, accounts and contacts are among those that exist."""
    if name == "risk_rank":
        return f"{name} * {clones.accounts} + i"
    if kind != "VARCHAR":
        return name
    if name in ("account_id", "parent_account_id", "contact_key"):
        of = f"i % {clones.accounts}"
        return f"{name} || case when {of} = 0 then '' else '-' || {of} end"
    if name in SHIFTED:
        return f"{name} || '-' || i"
    return "name || ' ' || i" if name == "name" else name


def _count(database: duckdb.DuckDBPyConnection, table: str) -> int:
    row = database.execute(f"select count(*) from marts.{table}").fetchone()
    return int(row[0]) if row else 0
