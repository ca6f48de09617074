"""Sentences on who answers, from published rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import wording
from dashboards.components.wording import percent, points, whole

Row = Mapping[str, Any]
TARGETS = ("target_lo", "target_hi")


def rate_reading(row: Row) -> str:
    """A response rate with interval and sample."""
    sample = f"{whole(row['responses'])} of {whole(row['delivered'])} delivered"
    if row["response_rate"] is None:
        return f"no figure, {sample}"
    span = f"{percent(row['response_rate_lo'], 0)} to {percent(row['response_rate_hi'], 0)}"
    return f"{percent(row['response_rate'])} ({span}), {sample}"


def rate(row: Row | None, what: str) -> str:
    """How many answered in the newest month, and how that stands to what the articles claim."""
    if row is None or row["response_rate"] is None:
        return f"How many answer {what} is not known yet."
    span = f"{percent(row['response_rate_lo'])} to {percent(row['response_rate_hi'])}"
    text = (
        f"{percent(row['response_rate'])} of {whole(row['delivered'])} delivered invitations to "
        f"{what}, sent in {row['month']:%B %Y}, were answered (95% interval {span})"
    )
    return f"{text}{_against_claim(row)}."


def _against_claim(row: Row) -> str:
    low, high = row["target_lo"], row["target_hi"]
    if any(row[c] is None for c in (*TARGETS, "response_rate_lo", "response_rate_hi")):
        return ""
    claim = f"the {percent(low, 0)} to {percent(high, 0)} that the articles claim"
    if row["response_rate_lo"] > high:
        return f", above {claim}"
    if row["response_rate_hi"] < low:
        return f", below {claim}"
    if row["response_rate_lo"] >= low and row["response_rate_hi"] <= high:
        return f", within {claim}"
    return f", too uncertain to place against {claim}"


def newest_grr(quarters: Sequence[Row]) -> Row | None:
    """The newest quarter whose later retention is known for both groups."""
    known = [
        row
        for row in quarters
        if row["respondent_grr"] is not None and row["nonrespondent_grr"] is not None
    ]
    return max(known, key=lambda row: row["quarter"], default=None)


def later_retention(row: Row | None) -> str:
    """Whether those who answered went on to stay more than those who did not."""
    if row is None:
        return "Whether those who answer stay longer is not known yet: a year must pass."
    said, silent = row["respondent_grr"], row["nonrespondent_grr"]
    text = (
        f"Of accounts asked in {wording.period(row['quarter'], 'quarter')}, those that answered "
        f"kept {percent(said)} of their revenue over the next year, the silent {percent(silent)}"
    )
    bounds = [row[f"{group}_grr_{end}"] for group in GROUPS for end in ("lo", "hi")]
    if any(bound is None for bound in bounds):
        return f"{text}; there are too few accounts to compare them."
    if bounds[0] > bounds[3] or bounds[2] > bounds[1]:
        return f"{text}; their intervals do not overlap: answers do not speak for the silent."
    return f"{text}; their intervals overlap, so a difference is not shown."


GROUPS = ("respondent", "nonrespondent")


def weighting(row: Row) -> str:
    """What weighting for non-response changes."""
    if row["weighted_minus_raw"] is None:
        return "not known"
    return f"{points(row['weighted_minus_raw'], 1)} points"


def not_asked(row: Row) -> str:
    """Who is invited and who is not: revenue and open tickets."""
    invited, answered = row["invited_arr_share"], row["responded_arr_share"]
    if invited is None:
        return "What share of revenue was asked is not known for this quarter and program."
    text = (
        f"In {wording.period(row['quarter'], 'quarter')} accounts with {percent(invited)} of ARR "
        f"were asked, and accounts with {percent(answered)} answered."
    )
    asked, left_out = row["open_ticket_rate_invited"], row["open_ticket_rate_not_invited"]
    if asked is None or left_out is None:
        return text
    ending = (
        "those with an open ticket are asked less often, which would flatter the score"
        if left_out > asked
        else "those with an open ticket are not spared the question"
    )
    return (
        f"{text} {percent(asked)} of the invited had an open support ticket, "
        f"{percent(left_out)} of those not invited: {ending}."
    )


def fatigue(row: Row | None) -> str:
    """How often people are asked too soon, in the newest month."""
    if row is None:
        return "No invitation was delivered yet."
    return (
        f"In {row['month']:%B %Y} {whole(row['violations'])} of {whole(row['delivered'])} "
        f"delivered invitations ({percent(row['violation_rate'])}) reached somebody who "
        f"had had another one less than 30 days before; {whole(row['relationship_violations'])} "
        "relationship invitations came less than 90 days after the last."
    )


def timing(row: Row | None) -> str:
    """Whether late answers differ from early ones, in the newest quarter that can say."""
    if row is None:
        return "Whether late answers are less happy than early ones is not known yet."
    lo, hi = row["late_minus_early_lo"], row["late_minus_early_hi"]
    text = (
        f"In {wording.period(row['quarter'], 'quarter')} late answers "
        f"({percent(row['late_share'])} of all) were "
        f"{points(row['late_minus_early'], 1)} points from early ones "
        f"(95% interval {points(lo, 1)} to {points(hi, 1)})"
    )
    if hi < 0:
        return f"{text}: the silent are probably unhappier than the score says."
    if lo > 0:
        return f"{text}: the silent are probably happier than the score says."
    return f"{text}: a difference is not shown."


def suppressed(row: Row) -> str:
    """How many people must not be asked now, by reason."""
    if not row["people"]:
        return "Nobody has to be spared now, or nobody was ever asked."
    return (
        f"{whole(row['people'])} people must not be asked as of "
        f"{wording.moment(row['observed_at'])}: {whole(row['asked_recently'])} were asked by any "
        f"survey a short while ago, {whole(row['relationship_rest'])} by a relationship survey not "
        f"long ago, {whole(row['open_loop'])} have an open loop, {whole(row['bounced'])} have an "
        "address that bounced. One person may have several reasons."
    )
