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
# How often a quiet cycle brings a change, by billing interval; how often it is growth, by class.
APPETITE = np.array([0.05, 0.10, 0.30, 0.0])
GROWS = np.array([0.85, 0.68, 0.35])


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


@dataclass
class _Course:
    """How plan and seats move, per cycle: before and after a change inside it."""

    tier: Ints
    tier_after: Ints
    quantity: Ints
    quantity_after: Ints
    inside: Bools


def _course(
    subs: Subscriptions, latent: Ints, cycles: Cycles, quiet: Bools, rng: np.random.Generator
) -> _Course:
    """Changes fall on quiet cycles, inside them (prorated) or with the renewal; promoters grow."""
    n, s = cycles.size, cycles.sub
    interval = subs.interval[s]
    fixed = (COUPON_OFF[subs.coupon[s]] > 0) | (subs.tax[s] == INCLUSIVE)
    wants = quiet & (rng.random(n) < APPETITE[interval])
    inside = wants & (rng.random(n) < 0.7) & ~fixed & (interval != 3)
    grows = rng.random(n) < GROWS[latent[s]]
    step = np.where(grows, np.log(1.12 + 0.5 * rng.random(n)), np.log(0.6 + 0.28 * rng.random(n)))
    jump = inside & grows & (rng.random(n) < 0.2) & (subs.tier[s] < TIER_TOP)
    growth = np.where(wants & ~jump, step, 0.0)
    after = _cumulative(growth, cycles)
    before = after - np.where(inside, growth, 0.0)
    jumps = _cumulative(jump.astype(np.int64), cycles)
    cap = np.maximum(subs.tier[s], TIER_TOP)
    seats = subs.seats[s]
    return _Course(
        tier=np.minimum(subs.tier[s] + jumps - jump, cap),
        tier_after=np.minimum(subs.tier[s] + jumps, cap),
        quantity=np.maximum(np.rint(seats * np.exp(before)), 2).astype(np.int64),
        quantity_after=np.maximum(np.rint(seats * np.exp(after)), 2).astype(np.int64),
        inside=inside,
    )


def _deferred(settings: Settings, cycles: Cycles, quiet: Bools) -> Bools:
    """Cycles whose change may wait for the next invoice: there is one by the day of the truth."""
    same = np.append(cycles.sub[1:] == cycles.sub[:-1], False)
    waits = same & np.append(quiet[1:], False) & (cycles.end < settings.as_of)
    return np.asarray(waits, dtype=np.bool_)


def make_states(
    settings: Settings, subs: Subscriptions, latent: Ints, cycles: Cycles, streams: Streams
) -> States:
    """Roll changes, mishaps and prices; `latent` is the class of each subscription's account."""
    rng = streams.rng("states")
    n, s = cycles.size, cycles.sub
    interval, currency = subs.interval[s], subs.currency[s]
    special = _specials(settings, subs, cycles, rng)
    quiet = _quiet(cycles, special) & ~subs.split[s]
    course = _course(subs, latent, cycles, quiet, rng)
    version = (cycles.start >= PRICE_CHANGE_AT).astype(np.int64)
    unit = UNIT_AMOUNTS[course.tier, interval, currency, version]
    unit_after = UNIT_AMOUNTS[course.tier_after, interval, currency, version]
    gross, gross_after = unit * course.quantity, unit_after * course.quantity_after
    # A change must be large enough to be told from rounding; a small one waits for the renewal.
    has_change = course.inside & (np.abs(gross_after - gross) * 100 >= 8 * gross)
    coupon = _coupons(subs, cycles)
    discount, discount_after = _discount(coupon, gross), _discount(coupon, gross_after)
    tax_inside = half_up(gross * TAX_PERCENT, 100 + TAX_PERCENT) * (subs.tax[s] == INCLUSIVE)
    credited = half_up(gross * rng.integers(20, 61, n), 100) * (special == REDUCED)
    counted = COUPON_COUNTED[coupon]
    rate = _rate(gross - discount * counted - tax_inside - credited, interval, currency)
    rate_after = _rate(gross_after - discount_after * counted, interval, currency)
    share = 0.15 + 0.70 * rng.random(n)
    change_at = cycles.start + ((cycles.end - cycles.start) * share).astype(np.int64)
    waits = _deferred(settings, cycles, quiet) & (interval == 0) & (rng.random(n) < 0.6)
    refunded_at = cycles.start + rng.integers(4, 26, n) * DAY
    return States(
        tier=course.tier, tier_after=course.tier_after, version=version,
        unit=unit, unit_after=unit_after,
        quantity=course.quantity, quantity_after=course.quantity_after,
        coupon=coupon, gross=gross, gross_after=gross_after,
        discount=discount, discount_after=discount_after, tax_inside=tax_inside,
        change_at=change_at, has_change=has_change, is_deferred=has_change & waits,
        special=special, cut_at=np.where(special == REFUND_END, refunded_at, change_at),
        rate=rate, rate_after=np.where(has_change, rate_after, rate), credited=credited,
    )  # fmt: skip


def _coupons(subs: Subscriptions, cycles: Cycles) -> Ints:
    """The coupon in force at each cycle's invoice: counted from the first invoice on."""
    own = subs.coupon[cycles.sub]
    span = COUPON_SPAN[own]
    expires = add_months(subs.start[cycles.sub], np.minimum(span, 1200))
    once = (span == 0) & (cycles.k == 0)
    return np.where((own != NO_COUPON) & (once | (cycles.start < expires)), own, NO_COUPON)
