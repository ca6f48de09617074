"""What a contract says about one source: typed data, no behaviour beyond look-ups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal[
    "text", "integer", "decimal", "timestamp", "date", "month", "boolean", "epoch", "json"
]
"""How a column's text must read to be accepted; raw keeps the text itself."""

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Column:
    """One declared column in the vendor's spelling.

    ``required`` columns must stand in the file and be non-blank in every row. ``optional``
    columns may be absent from the file without a warning. The others may be blank, and their
    absence from a whole file is warned about.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Score:
    """Where an entity keeps a survey score, and where the survey that sets its scale is named."""

    column: str | None
    survey_column: str


@dataclass(frozen=True)
class Person:
    """What erasing a person does to an entity.

    ``rows``: columns that name the person the row is about; a match removes the row.
    ``blank``: columns that merely mention a person in a record about something else (a company's
    invoice address); a match empties the cell.
    ``links``: columns which, in one row, name the same person, so that an address finds the id.
    ``local``: columns that hold the tool's own number, which means nothing in other tools.
    """

    rows: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entity:
    """One kind of record of a source: its columns and the rules that its rows obey."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    event_time: str | None = None
    score: Score | None = None
    person: Person = field(default_factory=Person)

    def column(self, name: str) -> Column:
        """Return the declared column ``name``; KeyError when it is not declared."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} declares no column {name!r}")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the declared columns, in the order in which raw files hold them."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that no row may leave blank."""
        return tuple(column.name for column in self.columns if column.required)


@dataclass(frozen=True)
class Contract:
    """One source: its entities and what the pipeline expects of their arrival.

    ``role`` says what a company loses without the source: survey, billing, account, support,
    usage, program or any. ``snapshot`` sources replace (the file landed last is in force), the
    others accumulate. ``freshness_hours``: older than this the source counts as late.
    """

    source: str
    title: str
    role: str
    entities: tuple[Entity, ...]
    freshness_hours: int
    snapshot: bool = False

    def entity(self, name: str) -> Entity | None:
        """Return the entity called ``name``, or None."""
        return next((entity for entity in self.entities if entity.name == name), None)

    def __iter__(self) -> Iterator[Entity]:
        """Iterate over the entities in declared order."""
        return iter(self.entities)


def columns(*specs: str) -> tuple[Column, ...]:
    """Read column specs ``name[:kind][!|?]``: ``!`` required, ``?`` may be absent from a file.

    >>> columns("id!", "created:epoch", "charge?")[1]
    Column(name='created', kind='epoch', required=False, optional=False)
    """
    return tuple(_column(spec) for spec in specs)


def _column(spec: str) -> Column:
    mark = spec[-1] if spec[-1] in "!?" else ""
    name, _, kind = spec.removesuffix(mark).partition(":")
    if kind and kind not in KINDS:
        raise ValueError(f"column {spec!r}: unknown kind {kind!r}, expected one of {KINDS}")
    return Column(name, kind or "text", mark == "!", mark == "?")  # type: ignore[arg-type]
