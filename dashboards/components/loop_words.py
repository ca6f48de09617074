"""Sentences on following up, from published rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import wording
from dashboards.components.wording import percent, points, whole

Row = Mapping[str, Any]
MEASURES = {
    "in_sla": ("in_sla_rate", "sla_elapsed", "Contacted in time"),
    "closure": ("closure_rate", "closure_due", "Closed with a documented action"),
}


def hours(value: float | None) -> str:
    """A span of time: `5 h`, `3 days`; not reached is said."""
    if value is None:
        return "not reached"
    size = abs(value)
    if size < 1:
        return f"{60 * size:,.0f} minutes"
    if size < 48:
        return f"{size:,.0f} h"
    return f"{size / 24:,.0f} days" if size >= 240 else f"{size / 24:,.1f} days"


def left(value: float | None) -> str:
    """How long until a deadline, or how long it has passed."""
    if value is None:
        return "—"
    return f"▲ {hours(value)} overdue" if value < 0 else f"in {hours(value)}"


def reading(row: Row, measure: str) -> str:
    """A rate of one month with interval and sample."""
    rate, sample, _ = MEASURES[measure]
    size = f"{whole(row[sample])} loops"
    if row[rate] is None:
        return f"no figure, {size}"
    span = " to ".join(percent(row[f"{measure}_{end}"], 0) for end in ("lo", "hi"))
    few = ", few" if row["flag"] != "ok" else ""
    return f"{percent(row[rate])} ({span}), {size}{few}"


def in_time(row: Row | None) -> str:
    """How many were contacted in time, of those whose time was up."""
    if row is None:
        return "No loop's time is up yet."
    span = f"{percent(row['in_sla_lo'])} to {percent(row['in_sla_hi'])}"
    return (
        f"Of the detractors of {row['month']:%B %Y} whose time was up, "
        f"{percent(row['in_sla_rate'])} were contacted in time "
        f"(95% interval {span}, {whole(row['sla_elapsed'])} loops)."
    )


def closed(row: Row | None, claim: str) -> str:
    """How many were closed, beside what the articles claim."""
    if row is None:
        return "No loop is old enough to judge its closing."
    span = f"{percent(row['closure_lo'])} to {percent(row['closure_hi'])}"
    beside = f"; the articles claim {claim}" if claim else ""
    return (
        f"Of those of {row['month']:%B %Y}, {percent(row['closure_rate'])} were closed with a "
        f"documented action (95% interval {span}, {whole(row['closure_due'])} loops){beside}."
    )


def queue(owners: Sequence[Row]) -> str:
    """How much waits, and how much of it waits too long."""
    if not owners:
        return "Nobody is waiting."
    sums = {key: sum(row[key] for row in owners) for key in ("detractors", "overdue_detractors")}
    late = [row for row in owners if row["overdue_detractors"]]
    observed = wording.moment(max(row["observed_at"] for row in owners))
    text = (
        f"In all, {whole(sums['detractors'])} detractors are waiting, "
        f"{whole(sums['overdue_detractors'])} of them beyond their deadline"
    )
    if late:
        most = max(late, key=lambda row: row["overdue_detractors"])
        text += f", most with {most['owner']} ({whole(most['overdue_detractors'])})"
    return f"{text}; as of {observed}."


def wait(marks: Row, period: str) -> str:
    """How long half of them wait."""
    if marks["loops"] is None:
        return "No loop is on the clock."
    size = f"{whole(marks['loops'])} loops, {period}"
    if marks["median_hours"] is None:
        return f"Fewer than half of the detractors are ever contacted ({size})."
    lo, hi = hours(marks["median_lo_hours"]), hours(marks["median_hi_hours"])
    ninety = (
        f"nine in ten after {hours(marks['p90_hours'])}"
        if marks["p90_hours"] is not None
        else "nine in ten never were"
    )
    end = "no upper end" if marks["median_hi_hours"] is None else hi
    return (
        f"Half of the detractors have been contacted after {hours(marks['median_hours'])} "
        f"(95% interval {lo} to {end}), {ninety} ({size})."
    )


def recovered(row: Row | None, claim: str) -> str:
    """Do they come back: observed, and among all."""
    if row is None or row["recovery_observed"] is None:
        return "Whether detractors come back is not known yet: 180 days must pass."
    span = f"{percent(row['recovery_observed_lo'])} to {percent(row['recovery_observed_hi'])}"
    beside = f"; the articles claim {claim} for the best" if claim else ""
    return (
        f"Of {whole(row['resurveyed'])} detractors who answered again, "
        f"{percent(row['recovery_observed'])} scored 7 or more (95% interval {span}){beside}. "
        f"Counting everybody who did not answer again as lost, it is {percent(row['recovery_all'])}"
        f" of {whole(row['loops_mature'])}."
    )


def contrast(row: Row) -> str:
    """Whether those who were called come back more often than those who were not."""
    if row["contacted_minus_uncontacted"] is None:
        return (
            "Contacted and uncontacted detractors cannot be compared: "
            "one of the groups has fewer than five who answered again."
        )
    lo, hi = (row[f"contacted_minus_uncontacted_{end}"] for end in ("lo", "hi"))
    if lo is None or hi is None:
        return "The difference between contacted and uncontacted detractors has no interval."
    size = f"{points(100 * row['contacted_minus_uncontacted'], 1)} percentage points"
    span = f"95% interval {points(100 * lo, 1)} to {points(100 * hi, 1)}"
    groups = f"{whole(row['contacted'])} contacted, {whole(row['uncontacted'])} not"
    if lo > 0:
        verdict = "those who were called come back more often than chance explains"
    elif hi < 0:
        verdict = "those who were called come back less often than chance explains"
    else:
        verdict = "a difference is not shown"
    return f"Contacted minus uncontacted: {size} ({span}; {groups}): {verdict}."
