"""Stripe objects of one customer, drawn by hypothesis: lines in both API shapes, invoices, notes.

Ids carry the mark § where the history's number goes, so that many histories share one warehouse.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from ledger_lines import Json, rounded

AS_OF = date(2025, 7, 1)
FIRST = int(datetime(2023, 3, 1, tzinfo=UTC).timestamp())
INSTANT = int(datetime(2025, 7, 1, tzinfo=UTC).timestamp())
DAY = 86400
COUPONS: list[Json] = [
    {"duration": "forever", "percent_off": 25},
    {"duration": "once", "percent_off": 50},
    {"duration": "repeating", "duration_in_months": 3, "percent_off": 10},
    {"duration": "repeating", "duration_in_months": 12, "percent_off": 12.5},
    {"duration": "forever", "amount_off": 700},
    {"duration": "once", "amount_off": 300},
]


class BillingObjects:
    """Builds the objects of one customer from hypothesis draws."""

    sub: str
    item: str
    price_now: Json
    quantity: int
    tax: str | None
    refunded_at: int | None

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.objects: dict[str, list[Json]] = defaultdict(list)
        self.currency = draw(st.sampled_from(["usd", "usd", "eur", "jpy", "kwd"]))
        self.customer = "cus_§"
        self.counter = 0
        self.objects["customers"].append(
            {"id": self.customer, "created": FIRST - DAY, "metadata": {}}
        )

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def new_id(self, kind: str) -> str:
        self.counter += 1
        return f"{kind}_§_{self.counter:03d}"

    def price(self, unit: str, count: int) -> Json:
        amount = self.draw(st.integers(10, 900)) * 100 + self.draw(
            st.sampled_from([0, 0, 99, 50, 37])
        )
        price = {
            "id": self.new_id("price"),
            "product": "prod_§",
            "currency": self.currency,
            "type": "recurring",
            "unit_amount": amount,
            "recurring": {"interval": unit, "interval_count": count, "usage_type": "licensed"},
        }
        self.objects["prices"].append(price)
        return price

    def discount(self) -> Json:
        coupon = {"id": self.new_id("coupon"), **self.draw(st.sampled_from(COUPONS))}
        self.objects["coupons"].append(coupon)
        shape = self.draw(st.sampled_from(["coupon object", "coupon id", "source id", "nowhere"]))
        found: Json = {"id": self.new_id("di"), "shape": shape, "of": coupon}
        return found

    def line(
        self,
        amount: int,
        begin: int,
        end: int,
        discounts: list[Any],
        net: int | None,
        *,
        proration: bool = False,
    ) -> Json:
        taxes = []
        if self.tax and net:
            value = rounded(
                Fraction(net, 6) if self.tax == "inclusive" else Fraction(net, 5), Fraction(1)
            )
            taxes = [(int(value) * (-1 if amount < 0 else 1), self.tax == "inclusive")]
        made: Json = {
            "id": self.new_id("il"),
            "amount": amount,
            "currency": self.currency,
            "period": {"start": begin, "end": end},
            "quantity": self.quantity,
            "discounts": [],
            "discount_amounts": [{"amount": a, "discount": d["id"]} for a, d in discounts],
            "_used": [d for _, d in discounts],
        }
        if self.chance(50):
            made |= {
                "price": self.price_now,
                "plan": None,
                "proration": proration,
                "subscription": self.sub,
                "subscription_item": self.item,
                "type": "invoiceitem" if proration else "subscription",
                "tax_amounts": [{"amount": a, "inclusive": i, "tax_rate": "txr"} for a, i in taxes],
            }
        else:
            details = {
                "proration": proration,
                "subscription": self.sub,
                "subscription_item": self.item,
            }
            made |= {
                "parent": {
                    "type": "subscription_item_details",
                    "subscription_item_details": details,
                    "invoice_item_details": None,
                },
                "pricing": {
                    "type": "price_details",
                    "price_details": {"price": self.price_now["id"], "product": "prod_§"},
                },
                "taxes": [
                    {"amount": a, "tax_behavior": "inclusive" if i else "exclusive"}
                    for a, i in taxes
                ],
            }
        return made

    def one_off(self, begin: int) -> Json:
        return {
            "id": self.new_id("il"),
            "amount": 5000,
            "currency": self.currency,
            "period": {"start": begin, "end": begin + 20 * DAY},
            "quantity": 1,
            "price": {
                "id": "price_once_§",
                "type": "one_time",
                "recurring": None,
                "unit_amount": 5000,
            },
            "proration": False,
            "type": "invoiceitem",
            "discount_amounts": [],
        }

    def metered(self, begin: int, end: int) -> Json:
        recurring = {"interval": "month", "interval_count": 1, "usage_type": "metered"}
        price = {
            "id": "price_metered_§",
            "type": "recurring",
            "unit_amount": 3,
            "recurring": recurring,
        }
        return {
            "id": self.new_id("il"),
            "amount": 1234,
            "currency": self.currency,
            "period": {"start": begin, "end": end},
            "quantity": 411,
            "price": price,
            "proration": False,
            "type": "subscription",
            "subscription": self.sub,
            "discount_amounts": [],
        }

    def invoice(self, created: int, lines: list[Json]) -> None:
        if created >= INSTANT and self.chance(70):
            return  # not created yet
        draw = self.draw
        used = {d["id"]: d for line in lines for d in line.pop("_used", [])}
        total = 0
        for line in lines:
            total += line["amount"]
            is_proration = line.get("proration") or (line.get("parent") or {}).get(
                "subscription_item_details", {}
            ).get("proration")
            total -= 0 if is_proration else sum(d["amount"] for d in line["discount_amounts"])
            exclusive = [
                t
                for t in [*line.get("taxes", []), *line.get("tax_amounts", [])]
                if not t.get("inclusive")
            ]
            total += sum(t["amount"] for t in exclusive if t.get("tax_behavior") != "inclusive")
        status = draw(
            st.sampled_from(
                ["paid"] * 12
                + ["open", "uncollectible", "void", "draft", "void later", "bad later"]
            )
        )
        delay = draw(st.integers(0, 60)) * DAY
        late = max(created + delay, INSTANT + DAY)
        moves = {
            "finalized_at": None if status == "draft" else created,
            "paid_at": created + delay if status == "paid" else None,
            "voided_at": {"void": created + 1, "void later": late}.get(status),
            "marked_uncollectible_at": {"uncollectible": created + delay, "bad later": late}.get(
                status
            ),
        }
        invoice: Json = {
            "id": self.new_id("in"),
            "customer": self.customer,
            "created": created,
            "currency": self.currency,
            "subscription": self.sub,
            "status": {"void later": "void", "bad later": "uncollectible"}.get(status, status),
            "total": total,
            "due_date": draw(st.sampled_from([None, created + 14 * DAY])),
            "status_transitions": moves,
            "discounts": [found for found in map(self.shown, used.values()) if found],
            "period_start": created - 30 * DAY,
        }
        kept = [line for line in lines if not self.chance(12)]
        invoice["lines"] = {"object": "list", "data": kept, "has_more": len(kept) < len(lines)}
        self.objects["invoice_line_items"] += [
            {**x, "invoice": invoice["id"]} for x in lines if x not in kept or self.chance(20)
        ]
        if self.chance(10):  # an older export, before anybody paid
            before = {**moves, "paid_at": None, "voided_at": None, "marked_uncollectible_at": None}
            self.objects["invoices"].append(
                {**invoice, "status": "open", "status_transitions": before, "lines": {"data": []}}
            )
        self.objects["invoices"].append(invoice)
        if self.chance(12) and total > 0:
            self.credit(invoice, lines)

    def shown(self, discount: Json) -> Json | None:
        """Discount as the invoice shows it; without a coupon its duration is unknown."""
        coupon = discount["of"]
        forms = {
            "coupon object": {"coupon": coupon},
            "coupon id": {"coupon": coupon["id"]},
            "source id": {"source": {"type": "coupon", "coupon": coupon["id"]}},
        }
        form = forms.get(discount["shape"])
        return {"id": discount["id"], "object": "discount", **form} if form else None

    def credit(self, invoice: Json, lines: list[Json]) -> None:
        draw = self.draw
        line, share = lines[0], draw(st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(1)]))
        by_line = self.chance(60)
        amount = int(abs(line["amount"]) * share) if by_line else int(invoice["total"] * share)
        refunded = draw(st.sampled_from([0, 0, amount, invoice["total"]]))
        if refunded == invoice["total"]:
            self.refunded_at = invoice["created"]
        created = invoice["created"] + draw(st.integers(0, 90)) * DAY
        voided = draw(st.sampled_from([None, None, None, created + DAY, max(created, INSTANT)]))
        self.objects["credit_notes"].append(
            {
                "id": self.new_id("cn"),
                "invoice": invoice["id"],
                "customer": self.customer,
                "created": created,
                "currency": self.currency,
                "status": "void" if voided else "issued",
                "voided_at": voided,
                "amount": amount,
                "total": amount,
                "reason": draw(
                    st.sampled_from(
                        ["duplicate", "order_change", "fraudulent", "product_unsatisfactory", None]
                    )
                ),
                "lines": {
                    "data": [
                        {
                            "id": "cnl",
                            "amount": amount,
                            "type": "invoice_line_item",
                            "invoice_line_item": line["id"],
                        }
                    ]
                    if by_line
                    else []
                },
                "refunds": [{"refund": "re", "amount_refunded": refunded}] if refunded else [],
            }
        )
