"""Sentences on themes and on what was done about them, written from published rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import wording
from dashboards.components.wording import day, money, name, percent, points, within

Row = Mapping[str, Any]
UNTAGGED = "untagged"


def leading(rows: Sequence[Row], period: str) -> str:
    """Which theme puts the most money at risk, and how much is behind no theme."""
    themed = [r for r in rows if r["theme"] != UNTAGGED]
    if not themed:
        return f"No detractor of {period} named a theme."
    first = max(themed, key=_weight)
    others = money(next((r["arr_at_risk_usd"] for r in rows if r["theme"] == UNTAGGED), None))
    tail = f" Detractors who named no theme stand for {others}." if others != "—" else ""
    if first["arr_at_risk_usd"] is None:
        count = wording.whole(first["mentions"])
        return f"In {period} {_theme(first)} was named most ({count} detractor answers).{tail}"
    at_risk = f"{money(first['arr_at_risk_usd'])} of yearly revenue"
    if first["excess_loss_usd"] is None:
        return f"In {period} {_theme(first)} put the most at risk: {at_risk}.{tail}"
    few = ", an estimate from few accounts" if first["flag"] == "insufficient" else ""
    return (
        f"In {period} {_theme(first)} weighs most: {at_risk} is at risk, and "
        f"{money(first['excess_loss_usd'])} a year more than among passives is likely to be "
        f"lost{few}.{tail}"
    )


def _weight(row: Row) -> tuple[float, float, float]:
    return (
        float(row["excess_loss_usd"] or 0),
        float(row["arr_at_risk_usd"] or 0),
        float(row["mentions"] or 0),
    )


def _theme(row: Row) -> str:
    return within(name(row["theme"]))


def theme_reading(row: Row, measure: str) -> str:
    """What a theme's bar says: money, answers, accounts, caution."""
    few = ", few" if row["flag"] == "insufficient" else ""
    sample = f"{wording.whole(row['accounts'])} accounts"
    return f"{money(row[measure])}, {sample}{few}"


def sentiment_reading(row: Row) -> str:
    """The mood of a theme with its interval and sample."""
    sample = f"{wording.whole(row['mentions'])} mentions"
    if row["sentiment"] is None:
        return f"{wording.NOT_ENOUGH}, {sample}"
    span = "no interval"
    if row["sentiment_lo"] is not None:
        span = f"{points(row['sentiment_lo'], 2)} to {points(row['sentiment_hi'], 2)}"
    few = "" if row["flag"] == "ok" else ", few"
    return f"{points(row['sentiment'], 2)} ({span}), {sample}{few}"


def share_reading(row: Row) -> str:
    """How often a theme is named, with its interval and sample."""
    span = f"{percent(row['mention_share_lo'])} to {percent(row['mention_share_hi'])}"
    sample = f"{wording.whole(row['mentions'])} of {wording.whole(row['comments'])} comments"
    return f"{percent(row['mention_share'])} ({span}), {sample}"


def action_verdict(row: Row) -> str:
    """Shape and words: whether an action item is shown to have helped."""
    flag, effect = row["flag"], row["difference_in_differences"]
    if flag == "not_shipped":
        return "○ not shipped yet"
    if flag == "immature":
        return f"○ too early: answers until {day(row['window_end_date'])} count"
    if flag == "suppressed" or effect is None:
        return "○ not enough answers to compare"
    low, high = row["difference_in_differences_lo"], row["difference_in_differences_hi"]
    if flag == "insufficient" or low is None:
        return "○ too few answers to rely on"
    if flag == "few_clusters":
        return "○ from few accounts, too few to rely on"
    if low > 0:
        return "● it helped, by more than chance explains"
    if high < 0:
        return "▼ it got worse, by more than chance explains"
    return "◇ that it helped is not shown"


def action_effect(row: Row) -> str:
    """The difference in differences in words: both groups, before and after."""
    if row["difference_in_differences"] is None:
        return ""
    span = "no interval"
    if row["difference_in_differences_lo"] is not None:
        lo, hi = row["difference_in_differences_lo"], row["difference_in_differences_hi"]
        span = f"95% interval {points(lo)} to {points(hi)}"
    return (
        f"Those who named it went from {points(row['nps_mention_before'])} to "
        f"{points(row['nps_mention_after'])} NPS, everybody else from "
        f"{points(row['nps_comparison_before'])} to {points(row['nps_comparison_after'])}: "
        f"{points(row['difference_in_differences'])} points between the two ({span})."
    )


def action_mentions(row: Row) -> str:
    """Whether people speak of the theme less than before."""
    before, after = row["mention_share_before"], row["mention_share_after"]
    if before is None or after is None:
        return ""
    return (
        f"Named in {percent(before)} of the comments before "
        f"({wording.whole(row['mentions_before'])}) and {percent(after)} after "
        f"({wording.whole(row['mentions_after'])})."
    )
