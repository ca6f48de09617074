"""Published rows prepared for the charts: labels in words, colours, shapes, what a row reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboards.components import wording
from dashboards.components.palette import CLASSES, SHAPES, Look

Row = Mapping[str, Any]
_ORDERS: dict[str, list[str]] = {
    "arr_band": ["enterprise", "mid_market", "smb", "none", "unknown"],
    "tenure_band": ["mature", "established", "new", "none", "unknown"],
}
_CHART_SCHEMA = {
    "label": pl.String,
    "value": pl.Float64,
    "lo": pl.Float64,
    "hi": pl.Float64,
    "band_lo": pl.Float64,
    "band_hi": pl.Float64,
    "band_text": pl.String,
    "colour": pl.String,
    "shape": pl.String,
    "is_solid": pl.Boolean,
    "text": pl.String,
}


def in_order(rows: Sequence[Row], dimension: str, value: str) -> list[Row]:
    """Bands in their own order, everything else from high to low with the unknown ones last."""
    order = _ORDERS.get(dimension)
    if order:
        return sorted(rows, key=lambda row: _place(order, str(row["segment_value"])))
    return sorted(rows, key=lambda row: (row[value] is None, -(row[value] or 0)))


def _place(order: list[str], value: str) -> int:
    return order.index(value) if value in order else len(order)


def segment_rows(rows: Sequence[Row], look: Look) -> pl.DataFrame:
    """NPS segments for `interval_chart`; too few answers: hollow and grey, never coloured."""
    return chart_rows(
        {
            "label": _unique(wording.name(row["segment_value"])),
            "value": row["nps"],
            "lo": row["nps_lo"],
            "hi": row["nps_hi"],
            "colour": look.main if row["is_sufficient"] else look.neutral,
            "shape": "circle",
            "is_solid": bool(row["is_sufficient"]),
            "text": nps_reading(row),
        }
        for row in rows
    )


def nps_reading(row: Row) -> str:
    """What an NPS row says: estimate, interval, sample, and whether it may be relied on."""
    sample = f"n = {wording.whole(row['n_responses'])}"
    if row["nps"] is None:
        return f"{wording.NOT_ENOUGH} ({sample})"
    span = f"{wording.points(row['nps_lo'])} to {wording.points(row['nps_hi'])}"
    caution = {"insufficient": ", too few", "few_clusters": ", few accounts"}
    return f"{wording.points(row['nps'])} ({span}), {sample}{caution.get(str(row['flag']), '')}"


def change_reading(row: Row) -> str:
    """The change against the period before, in words and with a shape; silent when unfounded."""
    change = row["nps_change"]
    if not row["is_sufficient"]:
        return wording.NOT_ENOUGH
    if change is None:
        return "no earlier period"
    shape = "▲" if change > 0 else "▼" if change < 0 else "■"
    verdict = "significant" if row["is_significant_change"] else "within chance"
    return f"{shape} {wording.points(change)}, {verdict}"


def class_rows(
    rows: Sequence[Row], measure: str, claims: Mapping[str, Row], look: Look
) -> pl.DataFrame:
    """Retention by class for `interval_chart`, with the claimed band of each class if there is one.

    NRR below 0 cannot be drawn, so its interval starts at 0 on screen (the table has it all).
    """
    ordered = sorted(rows, key=lambda row: _place(CLASSES, str(row["nps_class"])))
    return chart_rows(_class_row(row, measure, claims, look) for row in ordered)


def _class_row(row: Row, measure: str, claims: Mapping[str, Row], look: Look) -> Row:
    nps_class = str(row["nps_class"])
    claim = claims.get(nps_class, {})
    low = row[f"{measure}_lo"]
    return {
        "label": wording.name("All accounts" if nps_class == "all" else nps_class),
        "value": row[measure],
        "lo": None if low is None else max(0.0, low),
        "hi": row[f"{measure}_hi"],
        "band_lo": claim.get("band_lo"),
        "band_hi": claim.get("band_hi"),
        "band_text": claim.get("text"),
        "colour": look.of_class(nps_class),
        "shape": SHAPES.get(nps_class, "circle"),
        "is_solid": row["flag"] == "ok",
        "text": retention_reading(row, measure),
    }


def retention_reading(row: Row, measure: str) -> str:
    """What a retention row says: estimate, interval, sample, and what to be careful about."""
    sample = f"{wording.whole(row['n_accounts'])} accounts"
    if row[measure] is None:
        why = "not complete yet" if not row["is_mature"] else "no figure"
        return f"{why}, {sample}"
    span = "no interval"
    if row[f"{measure}_lo"] is not None:
        lo, hi = row[f"{measure}_lo"], row[f"{measure}_hi"]
        span = f"{wording.percent(lo, 0)} to {wording.percent(hi, 0)}"
    caution = ", few" if row["flag"] == "wide" else ""
    return f"{wording.percent(row[measure])} ({span}), {sample}{caution}"


def _unique(label: str) -> str:
    return label if len(label) <= 60 else f"{label[:59]}…"


def chart_rows(rows: Any) -> pl.DataFrame:
    """Rows for `interval_chart` with every column that it knows; what is absent is NULL."""
    listed = list(rows)
    columns = {
        column: pl.Series(column, [_plain(row.get(column)) for row in listed], kind, strict=False)
        for column, kind in _CHART_SCHEMA.items()
    }
    return pl.DataFrame(columns)


def _plain(value: Any) -> Any:
    return float(value) if hasattr(value, "as_tuple") else value
