"""The sentences that answer a page's question, written from published rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import wording
from dashboards.components.wording import cents, money, percent, points

Row = Mapping[str, Any]
BANDS = {
    "exceptional": "exceptional (below $0.10)",
    "strong": "strong (up to $0.30)",
    "acceptable": "acceptable (up to $0.50)",
    "needs_efficiency": "in need of efficiency (above $0.50)",
}


def nps(row: Row | None, what: str = "Relationship NPS") -> str:
    """One sentence on a score."""
    if row is None:
        return f"{what} has no figure yet."
    if row["nps"] is None:
        return f"{what}: {wording.NOT_ENOUGH} (n = {wording.whole(row['n_responses'])})."
    span = f"{points(row['nps_lo'])} to {points(row['nps_hi'])}"
    sentence = f"{what} is {points(row['nps'])} (95% interval {span})"
    if not row["is_sufficient"]:
        return f"{sentence}, from too few responses to rely on."
    return f"{sentence}, from {wording.whole(row['n_responses'])} responses."


def nps_change(row: Row | None) -> str:
    """Whether a score moved since the period before by more than chance."""
    if row is None or not row["is_sufficient"] or row["nps_change"] is None:
        return ""
    size = points(row["nps_change"], 1)
    if row["is_significant_change"]:
        return f"Against the period before it moved by {size} points, more than chance explains."
    return f"Against the period before it moved by {size} points, which may be chance."


def nps_weighting(row: Row | None) -> str:
    """The score as answered beside the score weighted to everybody who was invited."""
    if row is None or row["nps"] is None:
        return ""
    if row["nps_weighted"] is None:
        return "It cannot be weighted for non-response: who was invited is not known."
    span = f"{points(row['nps_weighted_lo'])} to {points(row['nps_weighted_hi'])}"
    return (
        f"Weighted to everybody who was invited it is {points(row['nps_weighted'])} "
        f"(95% interval {span}), as answered {points(row['nps'])}."
    )


def segments(rows: Sequence[Row]) -> str:
    """Which segment leads and which trails, and whether their intervals overlap."""
    known = (r for r in rows if r["is_sufficient"] and r["nps"] is not None)
    solid = sorted(known, key=lambda r: r["nps"])
    if len(solid) < 2:
        return "Fewer than two segments have enough responses, so they cannot be compared."
    last, first = solid[0], solid[-1]
    apart = first["nps_lo"] > last["nps_hi"]
    verdict = (
        "their intervals do not overlap"
        if apart
        else "their intervals overlap, so the order may be chance"
    )
    return (
        f"{wording.name(first['segment_value'])} scores highest ({points(first['nps'])}), "
        f"{wording.name(last['segment_value'])} lowest ({points(last['nps'])}); {verdict}."
    )


def retention(classes: Sequence[Row], gaps: Sequence[Row], measure: str = "grr") -> str:
    """How much promoters and detractors keep, and whether the gap is shown."""
    by_class = {row["nps_class"]: row[measure] for row in classes}
    promoter, detractor = by_class.get("promoter"), by_class.get("detractor")
    if promoter is None or detractor is None:
        return "There is no complete cohort with promoters and detractors yet."
    verb = "keep" if measure == "grr" else "are worth, with expansion,"
    gap = next(
        (
            row
            for row in gaps
            if row["measure"] == measure
            and (row["nps_class_a"], row["nps_class_b"]) == ("promoter", "detractor")
        ),
        None,
    )
    start = (
        f"Promoters {verb} {percent(promoter)} of their starting revenue, "
        f"detractors {percent(detractor)}"
    )
    return f"{start}; {gap_verdict(gap)}."


def gap_verdict(gap: Row | None) -> str:
    """Whether a difference between two classes is shown by the data."""
    if gap is None or gap["gap_lo"] is None:
        return "there are too few accounts to say whether the gap is real"
    if gap["ordering"] == "holds":
        return "the gap is more than chance explains"
    return "the gap is not shown, it may be chance"


def gap_size(gap: Row) -> str:
    """How large a difference between two classes is, in percentage points."""
    size = f"Gap {_hundredths(gap['gap'], 1)} percentage points"
    if gap["gap_lo"] is None:
        return f"{size}, no interval."
    span = f"{_hundredths(gap['gap_lo'], 1)} to {_hundredths(gap['gap_hi'], 1)}"
    return f"{size}, 95% interval {span}."


def _hundredths(value: Any, digits: int) -> str:
    return percent(value, digits).removesuffix("%")


def verdict(row: Row | None) -> tuple[str, str]:
    """Title and explanation of what a dollar of prevented churn costs."""
    if row is None or row["status"] == "not_available":
        reason = str(row["reason"] or "").strip(" .") if row else "no estimate is published"
        return (
            "No verdict yet",
            f"Prevented churn cannot be estimated: {reason or 'no comparison is possible'}. "
            "That does not make it zero; it is not known.",
        )
    if row["status"] != "demonstrated":
        return "Not demonstrated", _not_demonstrated(row)
    prevented = f"prevented {money(row['prevented_churn_usd'])} of churn ({_span(row)})"
    if row["cost_per_prevented_usd"] is None:
        return "Prevented churn, cost unknown", f"The program {prevented}. {_cost(row)}"
    return (
        f"{cents(row['cost_per_prevented_usd'])} per dollar of prevented churn",
        f"The program cost {money(row['program_cost_usd'])} and {prevented}. Even at the "
        f"unfavourable end of the interval, {cents(row['cost_per_prevented_hi'])}, the articles "
        f"call that {BANDS.get(row['verdict'], wording.name(row['verdict']))}.",
    )


def verdict_in_short(row: Row | None) -> str:
    """The verdict on the program as the last sentence of the overview, from its scorecard row."""
    if row is None or row["flag"] == "not_available":
        return ""
    if row["value"] is None:
        return "That the recovery program prevents churn is not demonstrated."
    span = f"95% interval {cents(row['lo'])} to {cents(row['hi'])}"
    return f"A dollar of prevented churn cost {cents(row['value'])} ({span})."


def _cost(row: Row) -> str:
    if row["program_cost_usd"] is None:
        return "What the program cost in this time is not known."
    return f"The program cost {money(row['program_cost_usd'])}."


def _not_demonstrated(row: Row) -> str:
    prevented = row["prevented_churn_usd"]
    estimate = f"{_cost(row)} The best estimate is "
    if (prevented or 0) > 0:
        estimate += f"{money(prevented)} of prevented churn ({_span(row)}), "
    else:
        estimate += f"that it prevented no churn ({money(prevented)}, {_span(row)}), "
    if (row["prevented_churn_lo_usd"] or 0) > 0:
        return (
            estimate + "but a check of the comparison failed, so treated and untreated accounts "
            "are not alike enough for the figure to count. See the checks."
        )
    bound = row["cost_per_prevented_lo"]
    ending = (
        f" What can be said: a prevented dollar cost at least {cents(bound)}."
        if bound is not None
        else ""
    )
    return (
        estimate + "and the interval includes zero: with this many accounts the data fit a "
        "program that helps as well as one that does nothing. That is not proof of failure; "
        f"a first year is usually too small to tell.{ending}"
    )


def _span(row: Row) -> str:
    lo, hi = row["prevented_churn_lo_usd"], row["prevented_churn_hi_usd"]
    if lo is None or hi is None:
        return "no interval"
    return f"95% interval {money(lo)} to {money(hi)}"


def business_case(values: Mapping[tuple[str, str], float | None]) -> str:
    """What the assumptions come to: the articles' way, then the honest ones."""
    articles = money(values["seed_articles", "prevented_usd"])
    real = values["honest_identified", "prevented_usd"]
    start = f"The articles would count {articles} of prevented churn a year"
    ratio = values["seed_articles", "cost_per_prevented_usd"]
    start += f", {cents(ratio)} a dollar" if not wording.missing(ratio) and ratio else ""
    if wording.missing(real) or (real or 0) <= 0:
        return (
            f"{start}; taken at their word the same assumptions prevent nothing, "
            "because passives keep no more of their revenue than detractors."
        )
    honest = cents(values["honest_identified", "cost_per_prevented_usd"])
    return (
        f"{start}; taken at their word the same assumptions prevent {money(real)}, "
        f"{honest} a dollar."
    )
