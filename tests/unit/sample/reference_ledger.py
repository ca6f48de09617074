"""MRR from the invoices, by metrics.md section 2 and R16-R25, one line at a time.

A plain, slow reading of the definitions that shares no code with the generator or the warehouse.
Exact rational arithmetic; days are dates, money is in major units.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

GRACE = 31
Object = dict[str, Any]


def rounded(value: Fraction, step: Fraction = Fraction(1, 100)) -> Fraction:
    """Half away from zero."""
    units = abs(value) / step
    whole = units.numerator // units.denominator
    whole += units - whole >= Fraction(1, 2)
    return (whole if value >= 0 else -whole) * step


def day(seconds: int) -> dt.date:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()


def objects(folder: Path) -> dict[str, Object]:
    """Last state of each object, files in name order."""
    found = {}
    for path in sorted(folder.glob("*.ndjson")):
        for line in path.read_text().splitlines():
            try:
                item = json.loads(line)
            except json.JSONDecodeError:
                continue
            found[item["id"]] = item
    return found


class Ledger:
    """Month-end MRR in US dollars of a sample's extracts."""

    def __init__(self, extracts: Path, as_of: dt.date) -> None:
        stripe = extracts / "stripe"
        self.as_of = as_of
        self.prices = objects(stripe / "prices")
        self.coupons = objects(stripe / "coupons")
        self.subscriptions = objects(stripe / "subscriptions")
        self.customers = objects(stripe / "customers")
        self.notes = defaultdict(list)
        for note in objects(stripe / "credit_notes").values():
            if note["status"] != "void":
                self.notes[note["invoice"]].append(note)
        self.invoices = {
            k: v for k, v in objects(stripe / "invoices").items() if day(v["created"]) < as_of
        }
        rest = defaultdict(list)
        for line in objects(stripe / "invoice_line_items").values():
            rest[line["invoice"]].append(line)
        for invoice in self.invoices.values():
            invoice["all"] = invoice["lines"]["data"] + rest[invoice["id"]]
        self._read_crm(extracts)
        self.spans: dict[tuple[str, str], list[tuple[dt.date, dt.date, Fraction]]]
        self.spans = defaultdict(list)
        self.last_unpaid: dict[str, dt.date] = {}
        self._assert_lines()
        self._by_hand(extracts)

    def _read_crm(self, extracts: Path) -> None:
        with (extracts / "salesforce/Account/Account_2026-06-30.csv").open(newline="") as handle:
            rows = list(csv.DictReader(handle))
        self.accounts = {r["Id"][:15]: r for r in rows}
        self.domains = {
            r["Website"].removeprefix("https://www."): r["Id"] for r in rows if r["Website"]
        }
        with (extracts / "salesforce/Contact/Contact_2026-06-30.csv").open(newline="") as handle:
            self.contacts = {
                r["Email"].lower(): r["AccountId"]
                for r in csv.DictReader(handle) if r["IsDeleted"] == "0"
            }  # fmt: skip
        path = extracts / "program/identity_overrides/identity_overrides.csv"
        with path.open(newline="") as handle:
            self.overrides = {r["source_id"]: r["account_id"] for r in csv.DictReader(handle)}

    def unit(self, customer_id: str) -> str | None:
        """Account, else the customer itself; None for internal accounts."""
        customer = self.customers[customer_id]
        email = (customer["email"] or "").lower()
        account = (
            self.overrides.get(customer_id)
            or (customer["metadata"] or {}).get("salesforce_account_id")
            or self.contacts.get(email)
            or self.domains.get(email.split("@")[-1])
        )
        return self._survivor(account) if account else customer_id

    def _survivor(self, account: str) -> str | None:
        row = self.accounts[account[:15]]
        if row["MasterRecordId"]:
            row = self.accounts[row["MasterRecordId"][:15]]
        return None if row["Type"] == "Internal" else row["Id"]

    def _read(self, line: Object, invoice: Object) -> Object:
        """One line in one shape, whatever its own."""
        if "parent" in line:
            kind = line["parent"]["type"]
            details = line["parent"][kind]
            price = self.prices[line["pricing"]["price_details"]["price"]]
            taxes = [t["amount"] for t in line["taxes"] if t["tax_behavior"] == "inclusive"]
            proration, subscription = details["proration"], details["subscription"]
        else:
            price = self.prices[line["price"]["id"]]
            taxes = [t["amount"] for t in line["tax_amounts"] if t["inclusive"]]
            proration, subscription = line["proration"], line["subscription"]
        minor = 1 if line["currency"] == "jpy" else 100
        recurring = price["recurring"]
        months = None
        if recurring and recurring["usage_type"] != "metered":
            unit = {"month": Fraction(1), "year": Fraction(12), "week": Fraction(12, 52)}
            months = unit[recurring["interval"]] * recurring["interval_count"]
        coupon = None
        if invoice["discounts"]:
            found = invoice["discounts"][0]
            code = found["source"]["coupon"] if "source" in found else found["coupon"]["id"]
            coupon = self.coupons[code]
        counted = bool(coupon) and (
            coupon["duration"] == "forever" or (coupon["duration_in_months"] or 0) >= 12
        )
        off = sum(d["amount"] for d in line["discount_amounts"])
        return {
            "id": line["id"], "months": months, "proration": proration, "sub": subscription,
            "amount": Fraction(line["amount"], minor), "tax": Fraction(sum(taxes), minor),
            "counted": Fraction(off if counted else 0, minor), "quantity": line["quantity"],
            "unit": Fraction(price["unit_amount"], minor), "minor": Fraction(1, minor),
            "start": line["period"]["start"], "end": line["period"]["end"],
            "percent": (coupon or {}).get("percent_off") or 0, "is_counted": counted,
        }  # fmt: skip

    def _assert_lines(self) -> None:
        parsed = {
            i["id"]: [self._read(line, i) for line in i["all"]] for i in self.invoices.values()
        }
        siblings = {}
        for lines in parsed.values():
            for line in lines:
                if line["months"] and not line["proration"]:
                    siblings[line["sub"], line["end"]] = line
        for invoice in self.invoices.values():
            unit = self.unit(invoice["customer"])
            if unit is None or not self._asserts(invoice):
                continue
            for line in parsed[invoice["id"]]:
                if line["months"] is None or line["amount"] == 0:
                    continue
                if line["proration"]:
                    rate = self._prorated(line, siblings.get((line["sub"], line["end"])))
                else:
                    net = line["amount"] - line["counted"] - line["tax"]
                    rate = net / line["months"]
                rate = rounded(rate * self._credit(invoice, line))
                span = (day(line["start"]), day(line["end"]), rate)
                self.spans[unit, invoice["currency"]].append(span)

    def _asserts(self, invoice: Object) -> bool:
        if invoice["status"] in ("draft", "void", "uncollectible"):
            return False
        due = day(invoice["due_date"] or invoice["created"])
        return invoice["status"] != "open" or due + dt.timedelta(days=90) >= self.as_of

    def _prorated(self, line: Object, sibling: Object | None) -> Fraction:
        assert sibling is not None
        f = Fraction(line["end"] - line["start"], sibling["end"] - sibling["start"])
        raw = (line["amount"] - line["tax"]) / f / line["months"]
        sign = 1 if raw >= 0 else -1
        if not line["is_counted"] and sibling["percent"] and not sibling["is_counted"]:
            raw /= 1 - Fraction(sibling["percent"]) / 100
        gross = line["quantity"] * line["unit"]
        own = (sibling["amount"] - sibling["counted"] - sibling["tax"]) / sibling["months"]
        percent = Fraction(sibling["percent"] if sibling["is_counted"] else 0) / 100
        less = gross - rounded(gross * percent, line["minor"])
        for candidate in (own, gross / line["months"], less / line["months"]):
            if abs(raw - sign * candidate) <= max(Fraction(5, 100), candidate / 200):
                return sign * candidate
        return raw

    def _credit(self, invoice: Object, line: Object) -> Fraction:
        share = Fraction(1)
        for note in self.notes[invoice["id"]]:
            total = invoice["total"]
            entries = [e for e in note["lines"]["data"] if e["invoice_line_item"]]
            if note["reason"] in ("duplicate", "fraudulent", "order_change"):
                for entry in entries:
                    if entry["invoice_line_item"] == line["id"]:
                        share *= 1 - Fraction(entry["amount"]) * line["minor"] / line["amount"]
                if not entries:
                    share *= 1 - Fraction(note["amount"], total)
            elif note["refund"] and note["amount"] >= total:
                ended = self.subscriptions[line["sub"]]["ended_at"]
                if ended and ended - line["start"] <= 30 * 86400:
                    share = Fraction(0)
        return share

    def _by_hand(self, extracts: Path) -> None:
        with (extracts / "generic/billing_lines/by_hand.csv").open(newline="") as handle:
            for row in csv.DictReader(handle):
                start = dt.date.fromisoformat(row["period_start"][:10])
                if dt.date.fromisoformat(row["invoiced_at"][:10]) >= self.as_of:
                    continue
                end = dt.date.fromisoformat(row["period_end"][:10])
                months = int(row["interval_count"]) * {"month": 1, "year": 12}[row["interval"]]
                net = Fraction(row["amount"]) - Fraction(row["discount_amount"])
                unit = self._survivor(row["account_id"])
                span = (start, end, rounded(net / months))
                self.spans[str(unit), row["currency"].lower()].append(span)

    def native(self, moment: dt.date) -> dict[tuple[str, str], Fraction]:
        """MRR of each unit and currency on a date, gaps and the open end carried."""
        out = {}
        for key, spans in self.spans.items():
            level = self._level(spans, moment)
            if not level:
                level = self._carried(key[0], spans, moment)
            if level > Fraction(5, 100):
                out[key] = level
        return out

    @staticmethod
    def _level(spans: list[tuple[dt.date, dt.date, Fraction]], moment: dt.date) -> Fraction:
        total = sum((r for a, b, r in spans if a <= moment < b), Fraction(0))
        return total if total > Fraction(5, 100) else Fraction(0)

    def _carried(
        self, unit: str, spans: list[tuple[dt.date, dt.date, Fraction]], moment: dt.date
    ) -> Fraction:
        one = dt.timedelta(days=1)
        edges = sorted({a for a, _, _ in spans} | {b for _, b, _ in spans})
        positive = [d for d in edges if self._level(spans, d)]
        ends = [d for d in edges if d <= moment and self._level(spans, d - one)]
        if not ends:
            return Fraction(0)
        end, back = ends[-1], [d for d in positive if d > moment]
        if back:
            return self._level(spans, end - one) if (back[0] - end).days <= GRACE else Fraction(0)
        if (self.as_of - end).days > GRACE or self._is_over(unit):
            return Fraction(0)
        return self._level(spans, end - one)

    def _is_over(self, unit: str) -> bool:
        """Whether the last subscription of a unit has ended, or its last bill is given up."""
        mine = [s for s in self.subscriptions.values() if self.unit(s["customer"]) == unit]
        last = max(mine, key=lambda s: (s["start_date"], s["id"]))
        return bool(last["ended_at"]) and day(last["ended_at"]) < self.as_of


def usd_by_month(extracts: Path, ledger: Ledger, month_ends: list[dt.date]) -> list[Fraction]:
    """Company MRR at each month-end: rounded to the cent per unit and currency (R24)."""
    rates: dict[str, dict[dt.date, Fraction]] = defaultdict(dict)
    with (extracts / "program/fx_rates/fx_rates.csv").open(newline="") as handle:
        for row in csv.DictReader(handle):
            moment = dt.date.fromisoformat(row["rate_date"])
            rates[row["currency"]][moment] = Fraction(row["usd_rate"])
    out = []
    for moment in month_ends:
        total = Fraction(0)
        for (_, currency), native in ledger.native(moment).items():
            if currency == "usd":
                total += native
                continue
            known = max(d for d in rates[currency] if d <= moment)
            total += rounded(native * rates[currency][known])
        out.append(total)
    return out
