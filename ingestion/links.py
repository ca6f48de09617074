"""Find the other identifiers of a person: the address leads to the ids, and back."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ingestion import lake
from ingestion.contracts import Entity, all_contracts
from ingestion.layout import Lake

MOST_PARTNERS = 8
"""An identifier that stands beside more than this many others is a shared one, not a person's."""


def identifiers_of(target: Lake, identifier: str) -> tuple[set[str], int]:
    """Return all identifiers of the person, the given one included, and how many were too shared.

    ``identifier`` is normalised. Rows that hold two identifiers in their linking columns say that
    both name one person; this is followed until nothing new is found.
    """
    known = {identifier}
    shared: set[str] = set()
    while True:
        found = {name for name in _partners(target, known) if name not in known | shared}
        if not found:
            return known, len(shared)
        for name in found:
            crowd = _partners(target, {name})
            (shared if len(crowd) > MOST_PARTNERS else known).add(name)


def _partners(target: Lake, known: set[str]) -> set[str]:
    """Return what stands beside ``known`` in the linking columns of any raw row."""
    partners: set[str] = set()
    for contract in all_contracts():
        for entity in contract:
            if entity.person.links:
                for path in lake.data_files(target.raw(contract.source, entity.name)):
                    partners |= _in_file(path, contract.source, entity, known)
    return partners - known


def _in_file(path: Path, source: str, entity: Entity, known: set[str]) -> set[str]:
    columns = [_normalised(entity, source, name) for name in entity.person.links]
    rows = (
        pl.scan_parquet(path, glob=False)
        .select(columns)
        .filter(pl.any_horizontal(pl.col(entity.person.links).is_in(list(known))))
        .unique()
        .collect(engine="streaming")
    )
    return {value for row in rows.rows() for value in row if value}


def _normalised(entity: Entity, source: str, name: str) -> pl.Expr:
    """The same as ``normalise``, as an expression: one look over millions of rows."""
    text = pl.col(name).str.strip_chars()
    own = pl.lit(f"{source}:") + text if name in entity.person.local else _crm(text)
    address = text.str.contains("@", literal=True)
    return pl.when(text != "").then(
        pl.when(address).then(text.str.to_lowercase()).otherwise(own)
    ).alias(name)  # fmt: skip


def _crm(text: pl.Expr) -> pl.Expr:
    is_long = text.str.contains("^[A-Za-z0-9]{18}$")
    return pl.when(is_long).then(text.str.slice(0, 15)).otherwise(text)
