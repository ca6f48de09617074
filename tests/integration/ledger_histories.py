"""Random subscription histories: hypothesis strategies for the ledger's property test."""

from __future__ import annotations

import calendar
import json
from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import strategies as st
from ledger_lines import Json, rounded
from ledger_objects import AS_OF, DAY, FIRST, INSTANT, BillingObjects

INTERVALS = [
    ("month", 1),
    ("month", 1),
    ("month", 1),
    ("month", 3),
    ("year", 1),
    ("week", 1),
    ("day", 30),
]


def later(seconds: int, unit: str, count: int, anchor: int) -> int:
    """The end of a billing period: calendar months clamp to the anchor's day of month."""
    if unit in ("week", "day"):
        return seconds + DAY * count * (7 if unit == "week" else 1)
    moment, first = datetime.fromtimestamp(seconds, UTC), datetime.fromtimestamp(anchor, UTC)
    year, month = divmod(
        moment.year * 12 + moment.month - 1 + count * (12 if unit == "year" else 1), 12
    )
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    return int(moment.replace(year=year, month=month + 1, day=day).timestamp())


class History(BillingObjects):
    """One customer's subscriptions from their start to their end."""

    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__(draw)
        for number in range(draw(st.sampled_from([1, 1, 1, 2]))):
            self.subscribe(number)

    def subscribe(self, number: int) -> None:
        draw = self.draw
        self.sub, self.item = f"sub_§_{number}", f"si_§_{number}"
        unit, count = draw(st.sampled_from(INTERVALS))
        start = (
            FIRST
            + draw(st.integers(0, 700)) * DAY
            + draw(st.sampled_from([0, 0, 43200, 86399, 12345]))
        )
        self.price_now, self.quantity = self.price(unit, count), draw(st.integers(1, 5))
        self.discounts = [self.discount() for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2])))]
        self.tax = draw(st.sampled_from([None, None, None, "exclusive", "inclusive"]))
        end, ended_at, self.refunded_at = start, None, None
        for period in range(draw(st.integers(1, 9))):
            begin, end = end, later(end, unit, count, start)
            if begin >= INSTANT + 40 * DAY:
                break
            if period and self.chance(8):
                continue  # a gap: nothing is invoiced for this period
            self.bill_period(period, begin, end)
            if self.chance(6):
                ended_at = self.cancel_inside(begin, end)
                break
        if self.refunded_at is not None:
            ended_at = self.refunded_at + draw(st.sampled_from([0, 10, 40])) * DAY
        elif ended_at is None and self.chance(40):
            ended_at = draw(
                st.sampled_from([end, end - DAY, INSTANT - DAY, INSTANT + DAY, start + 20 * DAY])
            )
        self.objects["subscriptions"].append(
            {
                "id": self.sub,
                "customer": self.customer,
                "created": start,
                "start_date": start,
                "status": "canceled" if ended_at else "active",
                "ended_at": ended_at,
                "canceled_at": ended_at,
                "items": {"data": []},
                "currency": self.currency,
            }
        )

    def active(self, period: int) -> list[Json]:
        months = {"once": 1, "repeating": 3}
        return [
            d
            for d in self.discounts
            if d["of"]["duration"] == "forever"
            or period < d["of"].get("duration_in_months", months[d["of"]["duration"]])
        ]

    def bill_period(self, period: int, begin: int, end: int) -> None:
        full = self.quantity * self.price_now["unit_amount"]
        if period == 0 and self.chance(10):
            self.invoice(begin, [self.line(0, begin, end, [], None)])  # a trial
            return
        left, amounts = full, []
        for discount in self.active(period):
            coupon = discount["of"]
            off = (
                Fraction(str(coupon["percent_off"])) / 100 * left
                if "percent_off" in coupon
                else Fraction(coupon["amount_off"])
            )
            taken = min(int(rounded(off, Fraction(1))), left)
            left -= taken
            amounts.append((taken, discount))
        lines = [self.line(full, begin, end, amounts, left)]
        if self.chance(10):
            lines.append(self.one_off(begin))
        if self.chance(8):
            lines.append(self.metered(begin, end))
        self.invoice(begin, lines)
        self.change_inside(period, begin, end)

    def change_inside(self, period: int, begin: int, end: int) -> None:
        """Prorations: every change credits the rest of the old state and debits that of the new."""
        points = sorted(
            self.draw(st.lists(st.integers(1, 98), max_size=2, unique=True))
            if self.chance(35)
            else []
        )
        for percent in points:
            moment = begin + (end - begin) * percent // 100
            credit = self.prorated(period, begin, moment, end, -1)
            recurring = self.price_now["recurring"]
            if self.chance(70):
                self.price_now = self.price(recurring["interval"], recurring["interval_count"])
            else:
                self.quantity = self.draw(st.integers(1, 6))
            self.invoice(moment, [credit, self.prorated(period, begin, moment, end, 1)])

    def prorated(self, period: int, begin: int, moment: int, end: int, sign: int) -> Json:
        share = Fraction(end - moment, end - begin)
        full = self.quantity * self.price_now["unit_amount"] * share
        percents = [d for d in self.active(period) if "percent_off" in d["of"]]
        netted = bool(percents) and (sign < 0 or self.chance(60))
        left, amounts = full, []
        for discount in percents if netted else []:
            off = left * Fraction(str(discount["of"]["percent_off"])) / 100
            left -= off
            amounts.append((int(rounded(off, Fraction(1))), discount))
        shown = amounts if amounts and self.chance(30) else []
        if shown and self.chance(50):
            shown = [(-amount, discount) for amount, discount in shown]
        amount = sign * int(rounded(left, Fraction(1)))
        return self.line(amount, moment, end, shown, abs(amount), proration=True)

    def cancel_inside(self, begin: int, end: int) -> int:
        moment = begin + (end - begin) * self.draw(st.integers(5, 90)) // 100
        if self.chance(50):
            self.invoice(moment, [self.prorated(0, begin, moment, end, -1)])
        return moment


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[Json]]:
    """Objects of one customer, by entity, in export order."""
    return dict(History(draw).objects)


def numbered(history: dict[str, list[Json]], number: int) -> dict[str, list[Json]]:
    """The same history with its own ids."""
    found: dict[str, list[Json]] = json.loads(
        json.dumps(history).replace("\\u00a7", f"{number:04d}")
    )
    return found


__all__ = ["AS_OF", "histories", "numbered"]
