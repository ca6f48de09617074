"""What each billing cycle is worth: quantities, prices, discounts, taxes, changes, mishaps.

From these planted states follow both the invoices (invoices.py) and the true MRR (truth.py).
Money is integer minor units; rates are integer hundredths of the currency per month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.sample.dates import DAY, add_months
from ingestion.sample.plans import (
    COUPON_COUNTED,
    COUPON_OFF,
    COUPON_PERCENT,
    COUPON_SPAN,
    MINOR_PER_MAJOR,
    MONTHS_DEN,
    MONTHS_NUM,
    PRICE_CHANGE_AT,
    UNIT_AMOUNTS,
    half_up,
)
from ingestion.sample.settings import Bools, Ints, Settings, Streams, pick
from ingestion.sample.subscriptions import INCLUSIVE, NO_COUPON, Cycles, Subscriptions

NOTHING, SKIP_VOID, SKIP_UNCOLLECTIBLE, END_UNCOLLECTIBLE, END_OPEN, REDUCED, DUPLICATE = range(7)
GOODWILL, REFUND_END, CANCEL_CREDIT, CANCEL_PLAIN, DRAFT, OPEN, REFUND_STAY = range(7, 14)
SPECIALS = [
    "nothing",
    "skip_void",
    "skip_uncollectible",
    "end_uncollectible",
    "end_open",
    "reduced",
    "duplicate",
    "goodwill",
    "refund_end",
    "cancel_credit",
    "cancel_plain",
    "draft",
    "open",
    "refund_stay",
]
TAX_PERCENT = 20
TIER_TOP = 2


@dataclass
class States:
    """Per cycle: the state at its start, the state after a change inside it, and the mishap."""

    tier: Ints
    tier_after: Ints
    version: Ints
    unit: Ints
    unit_after: Ints
    quantity: Ints
    quantity_after: Ints
    coupon: Ints
    gross: Ints
    gross_after: Ints
    discount: Ints
    discount_after: Ints
    tax_inside: Ints
    change_at: Ints
    has_change: Bools
    is_deferred: Bools
    special: Ints
    cut_at: Ints
    rate: Ints
    rate_after: Ints
    credited: Ints


def _cumulative(values: np.ndarray, cycles: Cycles) -> np.ndarray:
    """Running sum within each subscription."""
    total = np.cumsum(values)
    first = np.flatnonzero(cycles.k == 0)
    lead = (total - values)[first]
    counts = np.diff(np.append(first, cycles.size))
    return np.asarray(total - np.repeat(lead, counts))


def _specials(
    settings: Settings, subs: Subscriptions, cycles: Cycles, rng: np.random.Generator
) -> Ints:
    """At most one mishap per subscription; drafts and open invoices only at the very end."""
    special = np.zeros(cycles.size, dtype=np.int64)
    monthly = (subs.interval == 0)[cycles.sub]
    count = np.bincount(cycles.sub, minlength=subs.size)
    simple = ~subs.split & (subs.tax != INCLUSIVE)
    plain = simple & (subs.coupon == NO_COUPON)
    # Somewhere in the middle: monthly plans, from the third cycle to the last but two.
    kind = pick(rng, [80.0, 4.0, 3.0, 4.0, 4.0, 4.0, 3.0], subs.size)
    kinds = np.array(
        [NOTHING, SKIP_VOID, SKIP_UNCOLLECTIBLE, REDUCED, DUPLICATE, GOODWILL, REFUND_STAY]
    )
    at = 2 + (rng.random(subs.size) * np.maximum(count - 4, 1)).astype(np.int64)
    fits = (count >= 6) & (subs.interval == 0) & plain
    skipping = np.isin(kinds[kind], [SKIP_VOID, SKIP_UNCOLLECTIBLE])
    fits &= ~skipping | subs.alone
    here = monthly & (cycles.k == at[cycles.sub]) & fits[cycles.sub]
    special[here] = kinds[kind][cycles.sub][here]
    # At the end of a subscription.
    kind = pick(rng, [62.0, 9.0, 4.0, 5.0, 9.0, 11.0], subs.size)
    kinds = np.array(
        [NOTHING, END_UNCOLLECTIBLE, END_OPEN, REFUND_END, CANCEL_CREDIT, CANCEL_PLAIN]
    )
    last = cycles.is_last & (cycles.k >= 1) & (subs.interval != 3)[cycles.sub]
    last &= cycles.end + 3 * DAY < settings.as_of
    ends = kinds[kind][cycles.sub]
    ends = np.where((ends == END_OPEN) & (cycles.start + 130 * DAY > settings.as_of), NOTHING, ends)
    ends = np.where(~simple[cycles.sub] & (ends != END_UNCOLLECTIBLE), NOTHING, ends)
    special = np.where(last & (special == NOTHING), ends, special)
    # The state of the last day: drafts of customers who paid before, invoices not yet paid.
    today = (cycles.start // DAY == settings.as_of // DAY - 1) & ~cycles.is_last & (cycles.k >= 2)
    special = np.where(today & subs.alone[cycles.sub] & (special == NOTHING), DRAFT, special)
    recent = (cycles.start + 25 * DAY > settings.as_of) & (special == NOTHING)
    unpaid = recent & (rng.random(cycles.size) < 0.25)
    return np.where(unpaid, OPEN, special)


def _quiet(cycles: Cycles, special: Ints) -> Bools:
    """Cycles in which, and around which, nothing special happens: changes may fall here."""
    odd = (special != NOTHING) & (special != OPEN)
    quiet = ~odd & ~np.append(odd[1:], False) & ~np.append(False, odd[:-1])
    return np.asarray(quiet & ~cycles.is_last)


def _discount(coupon: Ints, gross: Ints) -> Ints:
    off: Ints = half_up(gross * COUPON_PERCENT[coupon], 100) + COUPON_OFF[coupon]
    return np.asarray(np.minimum(off, gross), dtype=np.int64)


def _rate(net: Ints, interval: Ints, currency: Ints) -> Ints:
    """Hundredths of the currency per month, half away from zero (R24)."""
    hundredths = 100 // MINOR_PER_MAJOR[currency]
    return half_up(net * hundredths * MONTHS_DEN[interval], MONTHS_NUM[interval])


def make_states(
    settings: Settings, subs: Subscriptions, latent: Ints, cycles: Cycles, streams: Streams
) -> States:
    """Roll changes, mishaps and prices; `latent` is the class of each subscription's account."""
    rng = streams.rng("states")
    n, s = cycles.size, cycles.sub
    interval, currency = subs.interval[s], subs.currency[s]
    special = _specials(settings, subs, cycles, rng)
    quiet = _quiet(cycles, special) & ~subs.split[s]
    appetite = np.array([0.05, 0.10, 0.30, 0.0])[interval]
    fixed = (COUPON_OFF[subs.coupon[s]] > 0) | (subs.tax[s] == INCLUSIVE)
    wants = quiet & (rng.random(n) < appetite)
    inside = wants & (rng.random(n) < 0.7) & ~fixed & (interval != 3)
    grows = rng.random(n) < np.array([0.85, 0.68, 0.35])[latent[s]]
    step = np.where(grows, np.log(1.12 + 0.5 * rng.random(n)), np.log(0.6 + 0.28 * rng.random(n)))
    jump = inside & grows & (rng.random(n) < 0.2) & (subs.tier[s] < TIER_TOP)
    seats = subs.seats[s]
    growth = np.where(wants & ~jump, step, 0.0)
    before = _cumulative(growth, cycles) - np.where(inside, growth, 0.0)
    after = before + np.where(inside, growth, 0.0)
    quantity = np.maximum(np.rint(seats * np.exp(before)), 2).astype(np.int64)
    quantity_after = np.maximum(np.rint(seats * np.exp(after)), 2).astype(np.int64)
    jumps = _cumulative(jump.astype(np.int64), cycles)
    cap = np.maximum(subs.tier[s], TIER_TOP)
    tier = np.minimum(subs.tier[s] + jumps - jump, cap)
    tier_after = np.minimum(subs.tier[s] + jumps, cap)
    version = (cycles.start >= PRICE_CHANGE_AT).astype(np.int64)
    unit = UNIT_AMOUNTS[tier, interval, currency, version]
    unit_after = UNIT_AMOUNTS[tier_after, interval, currency, version]
    coupon = _coupons(subs, cycles)
    gross, gross_after = unit * quantity, unit_after * quantity_after
    # A change must be large enough to be told from rounding; a small one waits for the renewal.
    big = np.abs(gross_after - gross) * 100 >= 8 * gross
    has_change = inside & big & ((quantity_after != quantity) | (tier_after != tier))
    discount, discount_after = _discount(coupon, gross), _discount(coupon, gross_after)
    tax_inside = np.where(
        subs.tax[s] == INCLUSIVE, half_up(gross * TAX_PERCENT, 100 + TAX_PERCENT), 0
    )
    counted = COUPON_COUNTED[coupon]
    rate = _rate(gross - np.where(counted, discount, 0) - tax_inside, interval, currency)
    rate_after = _rate(gross_after - np.where(counted, discount_after, 0), interval, currency)
    span = cycles.end - cycles.start
    share = 0.15 + 0.70 * rng.random(n)
    change_at = cycles.start + (span * share).astype(np.int64)
    next_open = np.append(s[1:] == s[:-1], False) & np.append(quiet[1:], False)
    # The invoice that carries a deferred change must exist by the day of the truth.
    next_open &= cycles.end < settings.as_of
    is_deferred = has_change & (interval == 0) & next_open & (rng.random(n) < 0.6)
    credited = np.where(special == REDUCED, half_up(gross * rng.integers(20, 61, n), 100), 0)
    rate = np.where(special == REDUCED, _rate(gross - credited, interval, currency), rate)
    cut_at = np.where(special == REFUND_END, cycles.start + rng.integers(4, 26, n) * DAY, change_at)
    return States(
        tier,
        tier_after,
        version,
        unit,
        unit_after,
        quantity,
        quantity_after,
        coupon,
        gross,
        gross_after,
        discount,
        discount_after,
        tax_inside,
        change_at,
        has_change,
        is_deferred,
        special,
        cut_at,
        rate,
        np.where(has_change, rate_after, rate),
        credited,
    )


def _coupons(subs: Subscriptions, cycles: Cycles) -> Ints:
    """The coupon in force at each cycle's invoice: counted from the first invoice on."""
    own = subs.coupon[cycles.sub]
    span = COUPON_SPAN[own]
    expires = add_months(subs.start[cycles.sub], np.minimum(span, 1200))
    once = (span == 0) & (cycles.k == 0)
    return np.where((own != NO_COUPON) & (once | (cycles.start < expires)), own, NO_COUPON)
