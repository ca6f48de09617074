"""Tombstones: who was erased, as keyed hashes, and what that does to rows that land later.

An identifier is an e-mail address, a CRM contact id or a tool's own respondent id. Addresses
compare trimmed and in lower case, 18-character CRM ids by their first 15 characters. A tool's own
number (``Person.local``) only means something within that tool and is kept apart by a prefix.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from ingestion.contracts import Entity
from ingestion.files import read_table
from ingestion.lake import data_files
from ingestion.layout import HASH_KEY, TOMBSTONES, Lake

ERASED = "[erased]"
_EMAIL = r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+[A-Za-z0-9]"
_CRM_ID = r"\b[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b"
_IN_TEXT = re.compile(f"{_EMAIL}|{_CRM_ID}")
_ANY_TOKEN = re.compile(rf"{_EMAIL}|[A-Za-z0-9_.:-]+")


def normalise(identifier: str, tool: str | None = None) -> str:
    """Bring an identifier to the form in which it is hashed.

    >>> normalise(" Ann@Example.com "), normalise("0035g00000AbCdEAAZ"), normalise("12", "zendesk")
    ('ann@example.com', '0035g00000AbCdE', 'zendesk:12')
    """
    text = identifier.strip()
    if "@" in text:
        return text.lower()
    if tool is not None:
        return f"{tool}:{text}"
    return text[:15] if re.fullmatch("[A-Za-z0-9]{18}", text) else text


@dataclass(frozen=True)
class Eraser:
    """Finds what names an erased person. False when nobody was ever erased."""

    key: bytes
    hashes: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def names(self, identifier: str, tool: str | None = None) -> bool:
        """Say whether ``identifier`` names an erased person."""
        return keyed_hash(self.key, normalise(identifier, tool)) in self.hashes

    def is_about(self, entity: Entity, source: str) -> pl.Expr:
        """Return whether a row is about an erased person and has to go."""
        found = [self._cell(entity, source, name) for name in entity.person.rows]
        return pl.any_horizontal(found) if found else pl.lit(False)

    def scrubbed(self, entity: Entity, source: str) -> list[pl.Expr]:
        """Return the columns of a row about something else, without what names the person."""
        columns = []
        kinds = {column.name: column.kind for column in entity.columns} | {"_extra": "json"}
        for name, kind in kinds.items():
            if kind not in ("text", "json") or name in entity.key:
                continue
            column = pl.col(name)
            if name in entity.person.blank:
                column = pl.when(~self._cell(entity, source, name)).then(column)
            # Few cells hold an address: the others need no look of Python's.
            worth = pl.when(column.str.contains(_IN_TEXT.pattern)).then(column)
            columns.append(pl.coalesce(_mapped(worth, self.scrub, pl.String), column).alias(name))
        return columns

    def in_original(self, source: str) -> pl.Expr:
        """Return whether the original text of a rejected row names an erased person."""
        text = pl.col("__original")
        return _mapped(text, lambda text: self.mentions(text, source), pl.Boolean).fill_null(False)

    def mentions(self, text: str, source: str) -> bool:
        """Say whether any word of ``text`` names an erased person."""
        # A line cut out of JSON may write characters of an address as escapes.
        texts = {text, *_json_strings(text)}
        tokens = {token for part in texts for token in _ANY_TOKEN.findall(part)}
        return any(self.names(token) or self.names(token, source) for token in tokens)

    def scrub(self, text: str) -> str:
        """Replace the addresses and CRM ids of erased persons within ``text``."""
        return _IN_TEXT.sub(
            lambda match: ERASED if self.names(match.group()) else match.group(), text
        )

    def _cell(self, entity: Entity, source: str, name: str) -> pl.Expr:
        tool = source if name in entity.person.local else None
        cell = pl.col(name)
        return _mapped(cell, lambda text: self.names(text, tool), pl.Boolean).fill_null(False)


def read_eraser(lake: Lake) -> Eraser:
    """Read every tombstone of the lake."""
    hashes: set[str] = set()
    for path in data_files(lake.tombstones):
        hashes |= set(read_table(path, TOMBSTONES)["identifier_hash"].to_pylist())
    key = read_table(lake.hash_key, HASH_KEY)["hash_key"][0].as_py()
    return Eraser(key.encode(), frozenset(hashes))


def keyed_hash(key: bytes, normalised: str) -> str:
    """Hash an identifier so that the tombstone does not name whom it stands for."""
    return hmac.new(key, normalised.encode(), hashlib.sha256).hexdigest()


def _mapped(
    column: pl.Expr, function: Callable[[str], str | bool], dtype: type[pl.DataType]
) -> pl.Expr:
    """Apply ``function`` once to every distinct value of a text column."""

    def apply(texts: pl.Series) -> pl.Series:
        distinct: Iterable[str] = texts.drop_nulls().unique().to_list()
        results = {text: function(text) for text in distinct}
        return pl.Series(texts.name, [results.get(text) for text in texts], dtype=dtype)

    return column.map_batches(apply, return_dtype=dtype, is_elementwise=True)


def _json_strings(text: str) -> list[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return []
    found, open_values = [], [value]
    while open_values:
        item = open_values.pop()
        if isinstance(item, dict):
            open_values += item.values()
        elif isinstance(item, list):
            open_values += item
        elif isinstance(item, str | int):
            found.append(str(item))
    return found
