"""Validation as Polars expressions: what a cell must read like, and why a row is rejected.

Every input column is text. The same expressions serve the lazy scan of a CSV or Parquet file and
the batches of every other format.

Reasons of a row: ``missing_key`` (a key column is blank), ``missing_<column>`` (another required
column is blank), ``unparsable_<column>``, ``impossible_date`` (reads like a date, and is none),
``score_not_integer``, ``score_out_of_scale``, ``malformed_line``, ``unknown_survey``. Reasons of a
whole file: ``missing_columns``, ``type_flip``, ``unreadable_file``, ``unknown_survey``,
``unknown_time_zone``, ``unknown_entity``, ``unsupported_extension``.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import polars as pl

from ingestion.contracts import Column, Entity

Scales = Mapping[str, "Scale"]
DEFAULT_SCALE = (0.0, 10.0)

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = (
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?"
    r" ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)
_INTEGER = r"^[+-]?[0-9]+([.]0*)?$"
_DECIMAL = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$"
_BOOLEAN = r"^(?i:true|false|t|f|yes|no|y|n|0|1)$"
# Up to the year 9999: anything longer is milliseconds, and not a time at all as seconds.
_EPOCH = r"^-?[0-9]{1,11}([.]0*)?$"


class Scale(msgspec.Struct, frozen=True):
    """Where a survey keeps its score and between which bounds, both inclusive."""

    score_field: str | None
    lowest: float
    highest: float


def parses(column: Column) -> pl.Expr | None:
    """Return whether the text of ``column`` reads as its kind; None when any text will do."""
    text = pl.col(column.name).str.strip_chars()
    match column.kind:
        case "text":
            return None
        case "integer":
            return text.str.contains(_INTEGER)
        case "decimal":
            return text.str.contains(_DECIMAL)
        case "boolean":
            return text.str.contains(_BOOLEAN)
        case "epoch":
            return text.str.contains(_EPOCH)
        case "json":
            return text.map_batches(_is_json, return_dtype=pl.Boolean, is_elementwise=True)
        case "month":
            month = text.str.contains("^[0-9]{4}-(0[1-9]|1[0-2])$")
            return month | _is_date(text)
        case _:
            return _is_date(text)


def _is_date(text: pl.Expr) -> pl.Expr:
    day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False, exact=True)
    reads = text.str.contains(f"^{_DATE}{_TIME}$") & day.is_not_null()
    # A blank cell is neither right nor wrong (NULL and FALSE would be FALSE).
    return pl.when(text.is_not_null()).then(reads)


def _is_json(texts: pl.Series) -> pl.Series:
    decode = msgspec.json.Decoder(msgspec.Raw).decode

    def valid(text: str | None) -> bool | None:
        if text is None:
            return None
        try:
            decode(text)
        except msgspec.MsgspecError:
            return False
        return True

    return pl.Series(texts.name, [valid(text) for text in texts], dtype=pl.Boolean)


def bad_name(column: str) -> str:
    """Name of the helper column that says that a cell does not parse."""
    return f"__bad_{column}"


def bad_flags(entity: Entity, columns: frozenset[str]) -> list[pl.Expr]:
    """Return one flag per typed column among ``columns``: the cell is not blank, and no value."""
    flags = []
    for column in entity.columns:
        check = parses(column) if column.name in columns else None
        if check is None:
            continue
        blank = pl.col(column.name).str.strip_chars().eq("")
        flags.append((~check & ~blank).fill_null(False).alias(bad_name(column.name)))
    return flags


def row_reason(
    entity: Entity, present: frozenset[str], flagged: frozenset[str], scales: Scales
) -> pl.Expr:
    """Return why a row is rejected, NULL when it is accepted; the first rule that applies."""
    rules: list[tuple[pl.Expr, str]] = []
    required = [column for column in entity.columns if column.required]
    for column in sorted(required, key=lambda item: item.name not in entity.key):
        blank = pl.col(column.name).str.strip_chars().eq("").fill_null(True)
        reason = "missing_key" if column.name in entity.key else f"missing_{column.name}"
        if column.name == "survey_id" and column.name not in entity.key:
            reason = "unknown_survey"
        rules.append((blank, reason))
    rules += _unparsable(entity, flagged)
    if entity.score is not None:
        rules += _score_rules(entity, present, scales)
    reasons: list[pl.Expr] = [pl.when(broken).then(pl.lit(reason)) for broken, reason in rules]
    return pl.coalesce(reasons) if reasons else pl.lit(None, dtype=pl.String)


def _unparsable(entity: Entity, flagged: frozenset[str]) -> list[tuple[pl.Expr, str]]:
    rules = []
    for column in entity.columns:
        if column.name not in flagged:
            continue
        bad = pl.col(bad_name(column.name))
        if column.kind in ("timestamp", "date", "month"):
            looks_like_one = pl.col(column.name).str.contains(r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]")
            rules.append((bad & looks_like_one, "impossible_date"))
        if entity.score is not None and column.name == entity.score.column:
            rules.append((bad, "score_not_integer"))
        # Staging reads JSON without a safety net; other optional cells become NULL there.
        elif column.required or column.kind == "json":
            rules.append((bad, f"unparsable_{column.name}"))
    return rules


def _score_rules(
    entity: Entity, present: frozenset[str], scales: Scales
) -> list[tuple[pl.Expr, str]]:
    assert entity.score is not None
    survey = pl.col(entity.score.survey_column)
    if entity.score.column is not None:
        if entity.score.column not in present:
            return []
        number = pl.col(entity.score.column).str.strip_chars().cast(pl.Float64, strict=False)
        lowest, highest = (
            survey.replace_strict(
                {name: getattr(scale, bound) for name, scale in scales.items()},
                default=default,
                return_dtype=pl.Float64,
            )
            for bound, default in zip(("lowest", "highest"), DEFAULT_SCALE, strict=True)
        )
        outside = (number < lowest) | (number > highest)
        return [(outside.fill_null(False), "score_out_of_scale")]
    return _score_in_extra(survey, scales)


def _score_in_extra(survey: pl.Expr, scales: Scales) -> list[tuple[pl.Expr, str]]:
    """Rules for a tool that keeps the score among a survey's questions, in ``_extra``."""
    rules: list[tuple[pl.Expr, str]] = []
    for name, scale in scales.items():
        if scale.score_field is None:
            continue
        # A key of another survey is no score of this one; unfinished answers are staging's to drop.
        mine = survey.eq(name) & ~pl.col("Finished").str.contains(r"^\s*(?i:false|0)\s*$")
        key = scale.score_field.replace("\\", "\\\\").replace('"', '\\"')
        quoted = f'"{_escape_regex(key)}":\\s*"?([^",}}]*)'
        text = pl.col("_extra").str.extract(quoted, 1).str.strip_chars()
        answered = mine.fill_null(False) & text.ne("").fill_null(False) & text.ne("null")
        number = text.cast(pl.Float64, strict=False)
        rules.append((answered & ~text.str.contains(_INTEGER), "score_not_integer"))
        outside = (number < scale.lowest) | (number > scale.highest)
        rules.append((answered & outside.fill_null(False), "score_out_of_scale"))
    return rules


def _escape_regex(text: str) -> str:
    return "".join(f"\\{char}" if char in r"\.+*?()|[]{}^$#&-~" else char for char in text)
