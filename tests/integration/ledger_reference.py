"""A second MRR ledger, day by day, in exact fractions, written from metrics.md, not from the SQL.

It reads the same Stripe objects as the warehouse (parsed JSON, both API shapes) and knows nothing
of segments, running sums or macros: it asks for every day what every line says.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from ledger_lines import MINOR, Json, Line, day_of, ordinary_rate, proration_rate, rounded

SCALING_REASONS = {"duplicate", "fraudulent", "order_change"}
GRACE_DAYS = 31
Assertion = tuple[Line, Fraction, bool]


class ReferenceLedger:
    """MRR per customer, currency and day from parsed Stripe objects, as known at ``as_of``."""

    def __init__(self, objects: dict[str, list[Json]], as_of: date) -> None:
        self.as_of = as_of
        self.instant = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
        self.coupons = {c["id"]: c for c in objects["coupons"]}
        self.prices = {p["id"]: p for p in objects["prices"]}
        self.subscriptions = {s["id"]: s for s in objects["subscriptions"]}
        newest = {i["id"]: i for i in objects["invoices"] if i["created"] < self.instant}
        self.invoices = list(newest.values())
        self.extra = defaultdict(list)
        for line in objects["invoice_line_items"]:
            self.extra[line["invoice"]].append(line)
        self.notes = [
            n
            for n in objects["credit_notes"]
            if n["created"] < self.instant and not self._voided(n)
        ]
        self.found_discounts = {d["id"]: d for i in self.invoices for d in i.get("discounts") or []}

    def _voided(self, note: Json) -> bool:
        return bool(note["status"] == "void" and note["voided_at"] < self.instant)

    def status(self, invoice: Json) -> str:
        moves = invoice["status_transitions"]
        dated = {
            k: moves.get(k)
            for k in ("voided_at", "paid_at", "marked_uncollectible_at", "finalized_at")
        }
        happened = {k for k, at in dated.items() if at is not None and at < self.instant}
        if "voided_at" in happened:
            return "void"
        if "finalized_at" not in happened:
            return "draft"
        if "paid_at" in happened:
            return "paid"
        due = invoice.get("due_date") or invoice["created"]
        if "marked_uncollectible_at" in happened or due + 90 * 86400 <= self.instant:
            return "uncollectible"
        return "open"

    def ended_at(self, subscription: str | None) -> int | None:
        ended = self.subscriptions.get(subscription or "", {}).get("ended_at")
        return ended if ended is not None and ended < self.instant else None

    def coupon(self, discount: str) -> Json | None:
        found = self.found_discounts.get(discount)
        if found is None:
            return None
        coupon = found.get("coupon") or found.get("source", {}).get("coupon")
        return coupon if isinstance(coupon, dict) else self.coupons.get(coupon or "")

    def lines(self, invoice: Json) -> list[Line]:
        nested = invoice["lines"]["data"]
        ids = {line["id"] for line in nested}
        found = [
            self._line(invoice, x)
            for x in nested + [e for e in self.extra[invoice["id"]] if e["id"] not in ids]
        ]
        return [line for line in found if line is not None]

    def _line(self, invoice: Json, raw: Json) -> Line | None:
        minor = MINOR.get(invoice["currency"], Fraction(1, 100))
        details = (raw.get("parent") or {}).get("subscription_item_details") or {}
        named = ((raw.get("pricing") or {}).get("price_details") or {}).get("price")
        price: Json = raw.get("price") or self.prices.get(named) or {}
        recurring = price.get("recurring")
        if not recurring or recurring["usage_type"] == "metered":
            return None
        amounts = [
            (abs(d["amount"]) * minor, self.coupon(d["discount"]))
            for d in raw.get("discount_amounts") or []
        ]
        taxes = (raw.get("taxes") or []) + (raw.get("tax_amounts") or [])
        inclusive = sum(
            t["amount"] for t in taxes if t.get("inclusive") or t.get("tax_behavior") == "inclusive"
        )
        return Line(
            invoice=invoice,
            id=raw["id"],
            subscription=details.get("subscription") or raw.get("subscription"),
            price_id=price["id"],
            amount=raw["amount"] * minor,
            quantity=raw["quantity"],
            unit_amount=Fraction(price["unit_amount"]) * minor,
            unit=recurring["interval"],
            count=recurring["interval_count"],
            is_proration=bool(details.get("proration") or raw.get("proration")),
            start=raw["period"]["start"],
            end=raw["period"]["end"],
            discounts=list(amounts),
            inclusive_tax=inclusive * minor,
            minor=minor,
        )

    def remaining(self, line: Line) -> Fraction:
        """What credit notes leave of a line's rate, 0–1."""
        left = Fraction(1)
        for note in self.notes:
            if note["invoice"] != line.invoice["id"]:
                continue
            own = [n for n in note["lines"]["data"] if n.get("invoice_line_item")]
            if note["reason"] in SCALING_REASONS:
                if own:
                    credited = (
                        sum(n["amount"] for n in own if n["invoice_line_item"] == line.id)
                        * line.minor
                    )
                    left -= Fraction(credited) / abs(line.amount) if line.amount else 0
                else:
                    left -= Fraction(note["amount"], line.invoice["total"])
            refunded = sum(r["amount_refunded"] for r in note["refunds"])
            ended = self.ended_at(line.subscription)
            if refunded >= line.invoice["total"] > 0 and ended and ended <= line.start + 30 * 86400:
                return Fraction(0)
        return max(left, Fraction(0))

    def assertions(self) -> dict[tuple[str, str], list[Assertion]]:
        """Every recurring line with its rate, and whether its invoice is uncollectible."""
        by_subscription: dict[str | None, list[Line]] = defaultdict(list)
        everything = [line for invoice in self.invoices for line in self.lines(invoice)]
        for line in everything:
            if not line.is_proration:
                by_subscription[line.subscription].append(line)
        found: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
        for line in everything:
            status = self.status(line.invoice)
            if status in ("void", "draft"):
                continue
            full = (
                proration_rate(line, by_subscription[line.subscription])
                if line.is_proration
                else ordinary_rate(line)
            )
            rate = rounded(full * self.remaining(line))
            key = (line.invoice["customer"], line.invoice["currency"])
            found[key].append(
                (
                    line,
                    Fraction(0) if status == "uncollectible" else rate,
                    status == "uncollectible",
                )
            )
        return found

    def daily(self, first: date, last: date) -> dict[tuple[str, str], dict[date, Fraction]]:
        """MRR in major units on every day with MRR, per customer and currency."""
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        return {key: self._carried(days, lines) for key, lines in self.assertions().items()}

    def _carried(self, days: list[date], lines: list[Assertion]) -> dict[date, Fraction]:
        sums: dict[date, Fraction] = dict.fromkeys(days, Fraction(0))
        for line, rate, _ in lines:
            day = day_of(line.start)
            while rate and day < day_of(line.end):
                if day in sums:
                    sums[day] += rate
                day += timedelta(1)
        mrr = {day: rate for day, rate in sums.items() if rate > Fraction(5, 100)}
        positive = sorted(mrr)
        for before, after in pairwise(positive):
            if 1 < (after - before).days <= GRACE_DAYS + 1:
                for n in range(1, (after - before).days):
                    mrr[before + timedelta(n)] = mrr[before]
        if positive and self._may_carry(positive[-1], lines):
            for n in range(1, (self.as_of - positive[-1]).days + 1):
                mrr[positive[-1] + timedelta(n)] = mrr[positive[-1]]
        return mrr

    def _may_carry(self, last: date, lines: list[Assertion]) -> bool:
        end = last + timedelta(1)
        if not 0 <= (self.as_of - end).days <= GRACE_DAYS:
            return False
        behind = {
            x.subscription
            for x, rate, _ in lines
            if rate and day_of(x.start) <= last < day_of(x.end)
        }
        if any(self.ended_at(subscription) for subscription in behind):
            return False
        return not any(
            bad and x.subscription in behind and day_of(x.end) > end for x, _, bad in lines
        )
