"""How accounts, their health and their movements are said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import wording
from dashboards.components.wording import money, points, whole

Row = Mapping[str, Any]
MARKS = {
    "promoter": "● Promoter",
    "passive": "■ Passive",
    "detractor": "▼ Detractor",
    "no_response": "◆ No response",
    "not_surveyed": "✚ Not surveyed",
}
MOVES = {
    "improved": "▲ Improved",
    "steady": "■ Steady",
    "declined": "▼ Declined",
    "unknown": "– Not known",
}
TENFOLD = math.log(10)


def segments(rows: Sequence[Row]) -> str:
    """The state of the book: how many accounts call for what."""
    known = {row["behavior_segment"]: row["accounts"] for row in rows}
    total = sum(known.values())
    said = [
        _counted(known.get(segment, 0), one, many)
        for segment, one, many in (
            ("vocal_detractor", "says that it is unhappy", "say that they are unhappy"),
            ("silent_detractor", "is silent with a warning sign", "are silent with a warning sign"),
            ("at_risk_passive", "passive", "passives"),
            ("at_risk_promoter", "promoter", "promoters"),
            ("expansion_promoter", "promoter uses", "promoters use"),
        )
    ]
    return (
        f"Of {_counted(total, 'account', 'accounts')}, {said[0]}, {said[1]}, and {said[2]} and "
        f"{said[3]} show one; {said[4]} more than before."
    )


def _counted(number: int, one: str, many: str) -> str:
    """A number with what it counts: `1 promoter uses`, `3 promoters use`."""
    return f"{whole(number)} {one if number == 1 else many}"


def advocates(row: Row) -> str:
    """How many people may be asked for a reference, and who they are."""
    who = (
        "promoters by their last relationship answer, not asked of late, without an open loop, at "
        "healthy accounts"
    )
    if not row["people"]:
        return f"Nobody may be asked now: there are no {who}."
    people = _counted(row["people"], "person", "people")
    at = _counted(row["accounts"], "account", "accounts")
    return f"{people} at {at} may be asked as of {wording.moment(row['observed_at'])}: {who}."


def usage(change: float | None) -> str:
    """A log ratio of use as per cent more or less."""
    if change is None:
        return "—"
    if change > TENFOLD:
        return "more than tenfold"
    text = wording.percent(math.expm1(change), 0)
    return f"+{text}" if change > 0 and text != "0%" else text


def risk(row: Row, ranked: int | None) -> str:
    """The rank of churn risk; the probability only where the model is calibrated."""
    if row["risk_rank"] is None:
        return "not ranked"
    rank = f"{whole(row['risk_rank'])} of {whole(ranked)}" if ranked else whole(row["risk_rank"])
    if row["is_risk_calibrated"] and row["churn_risk"] is not None:
        return f"{rank} ({wording.percent(row['churn_risk'])})"
    return rank


def account(row: Row) -> str:
    """One account in one sentence."""
    who = f"{row['name'] or row['account_id']} is {CLASS_WORDS[row['nps_class']]}"
    if row["account_nps"] is not None:
        who += f" (account NPS {points(row['account_nps'])})"
    paid = "pays nothing" if not row["mrr_usd"] else f"pays {money(row['mrr_usd'])} a month"
    if row["mrr_usd"] is None:
        paid = "has no known revenue"
    return f"{who} and {paid}."


CLASS_WORDS = {
    "promoter": "a promoter",
    "passive": "a passive",
    "detractor": "a detractor",
    "no_response": "silent: asked, but nobody answered",
    "not_surveyed": "not surveyed",
}


def movement(owners: Sequence[Row], quarter: str) -> str:
    """How many accounts moved in a quarter, over all books."""
    sums = {key: sum(row[key] for row in owners) for key in ("improved", "declined", "unknown")}
    higher = _counted(sums["improved"], "account", "accounts")
    return (
        f"In {quarter} the same contacts scored higher at {higher} and lower at "
        f"{whole(sums['declined'])}; at {whole(sums['unknown'])} nobody answered again, so nothing "
        "can be said of them."
    )


def moved(row: Row) -> str:
    """The movement of one account in one quarter."""
    if row["movement"] is None:
        return "– no contact answered again"
    contacts = "1 contact" if row["n_matched"] == 1 else f"{whole(row['n_matched'])} contacts"
    change = points(row["matched_change"], 1)
    return f"{MOVES[row['movement']]}: {change} score points, {contacts}"
