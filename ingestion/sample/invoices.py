"""Invoice lines and invoices that a billing system would have made of the planted states."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ingestion.sample import states as st
from ingestion.sample.dates import DAY
from ingestion.sample.plans import COUPONS, half_up
from ingestion.sample.settings import Bools, Ints, Settings, Streams
from ingestion.sample.states import States
from ingestion.sample.subscriptions import EXCLUSIVE, INCLUSIVE, NO_COUPON, Cycles, Subscriptions

ORDINARY, CREDIT, DEBIT, TRIAL, ONE_OFF, METERED = range(6)
ROLES = ["ordinary", "credit", "debit", "trial", "one_off", "metered"]
BY_CYCLE, BY_TRIAL, BY_CHANGE, BY_MISTAKE, BY_CANCEL = range(5)
SPLIT_ITEMS = 12
METERED_TIER, SETUP_TIER = 8, 9


def _lines(
    cycles: Cycles, states: States, rows: Ints, role: int, kind: int, /, **columns: Any
) -> pl.DataFrame:
    """Lines of one role for the given cycles; what is not given comes from the cycle's start."""
    zero = np.zeros(len(rows), dtype=np.int64)
    base: dict[str, Any] = {
        "cycle": rows,
        "kind": np.full(len(rows), kind),
        "role": np.full(len(rows), role),
        "item": zero,
        "amount": states.gross[rows],
        "quantity": states.quantity[rows],
        "tier": states.tier[rows],
        "unit": states.unit[rows],
        "start": cycles.start[rows],
        "end": cycles.end[rows],
        "discount": zero,
        "tax_inside": zero,
    }
    return pl.DataFrame({**base, **columns})


def _ordinary(subs: Subscriptions, cycles: Cycles, states: States) -> pl.DataFrame:
    whole = np.flatnonzero(~subs.split[cycles.sub])
    single = _lines(
        cycles,
        states,
        whole,
        ORDINARY,
        BY_CYCLE,
        discount=states.discount[whole],
        tax_inside=states.tax_inside[whole],
    )
    parts = np.repeat(np.flatnonzero(subs.split[cycles.sub]), SPLIT_ITEMS)
    item = np.arange(len(parts)) % SPLIT_ITEMS
    seats = states.quantity[parts]
    share = seats // SPLIT_ITEMS + (item < seats % SPLIT_ITEMS)
    many = _lines(
        cycles,
        states,
        parts,
        ORDINARY,
        BY_CYCLE,
        item=item,
        quantity=share,
        amount=share * states.unit[parts],
    )
    return pl.concat([single, many])


def _changes(cycles: Cycles, states: States) -> pl.DataFrame:
    """Proration pairs: unused time of the old state back, remaining time of the new one."""
    rows = np.flatnonzero(states.has_change)
    left, span = (cycles.end - states.change_at)[rows], (cycles.end - cycles.start)[rows]
    net = (states.gross - states.discount)[rows]
    net_after = (states.gross_after - states.discount_after)[rows]
    deferred = states.is_deferred[rows]
    target = np.where(deferred, rows + 1, rows)
    kind = np.where(deferred, BY_CYCLE, BY_CHANGE)
    common = {"start": states.change_at[rows], "kind": kind, "on": target}
    credit = _lines(
        cycles, states, rows, CREDIT, BY_CHANGE, amount=-half_up(net * left, span), **common
    )
    debit = _lines(
        cycles,
        states,
        rows,
        DEBIT,
        BY_CHANGE,
        amount=half_up(net_after * left, span),
        **common,
        quantity=states.quantity_after[rows],
        tier=states.tier_after[rows],
        unit=states.unit_after[rows],
    )
    return pl.concat([credit, debit])


def _cancellations(cycles: Cycles, states: States) -> pl.DataFrame:
    rows = np.flatnonzero(states.special == st.CANCEL_CREDIT)
    left, span = (cycles.end - states.cut_at)[rows], (cycles.end - cycles.start)[rows]
    amount = -half_up((states.gross - states.discount)[rows] * left, span)
    return _lines(cycles, states, rows, CREDIT, BY_CANCEL, amount=amount, start=states.cut_at[rows])


def _extras(
    subs: Subscriptions, cycles: Cycles, states: States, rng: np.random.Generator
) -> pl.DataFrame:
    """What recurring revenue excludes: trials, set-up fees, metered usage, a double invoice."""
    s = cycles.sub
    trial = np.flatnonzero((cycles.k == 0) & (subs.trial_days[s] > 0))
    free = np.zeros(len(trial), dtype=np.int64)
    trials = _lines(
        cycles,
        states,
        trial,
        TRIAL,
        BY_TRIAL,
        amount=free,
        end=cycles.start[trial],
        start=cycles.start[trial] - subs.trial_days[s[trial]] * DAY,
    )
    set_up = np.flatnonzero((cycles.k == 0) & (subs.tier[s] >= 2) & (rng.random(cycles.size) < 0.3))
    fee = np.where(subs.currency[s[set_up]] == 3, 150_000, 100_000)
    one = np.ones(len(set_up), dtype=np.int64)
    fees = _lines(
        cycles,
        states,
        set_up,
        ONE_OFF,
        BY_CYCLE,
        amount=fee,
        unit=fee,
        quantity=one,
        tier=one * SETUP_TIER,
        end=cycles.start[set_up],
    )
    meters = (subs.tier == 2) & (subs.interval == 0) & (rng.random(subs.size) < 0.3)
    normal = np.isin(states.special, [st.NOTHING, st.OPEN])
    usage = np.flatnonzero(meters[s] & (cycles.k > 0) & normal)
    calls = rng.integers(100, 9_000, len(usage))
    price = np.full(len(usage), 2)
    metered = _lines(
        cycles,
        states,
        usage,
        METERED,
        BY_CYCLE,
        amount=calls * price,
        unit=price,
        quantity=calls,
        tier=np.full(len(usage), METERED_TIER),
        start=cycles.start[usage - 1],
        end=cycles.start[usage],
    )
    double = np.flatnonzero(states.special == st.DUPLICATE)
    return pl.concat([trials, fees, metered, _lines(cycles, states, double, ORDINARY, BY_MISTAKE)])


def make_lines(
    settings: Settings, subs: Subscriptions, cycles: Cycles, states: States, streams: Streams
) -> pl.DataFrame:
    """All lines of a chunk, with their invoice key, in the order in which they stand there."""
    rng = streams.rng("lines")
    frame = pl.concat(
        [
            _ordinary(subs, cycles, states),
            _changes(cycles, states),
            _cancellations(cycles, states),
            _extras(subs, cycles, states, rng),
        ],
        how="diagonal",
    )
    cycle = frame["cycle"].to_numpy()
    on = frame["on"].fill_null(frame["cycle"]).to_numpy()
    sub = cycles.sub[cycle]
    role = frame["role"].to_numpy()
    coupon = np.where(np.isin(role, [ORDINARY, CREDIT, DEBIT]), states.coupon[cycle], NO_COUPON)
    taxed = subs.tax[sub] == EXCLUSIVE
    base = frame["amount"].to_numpy() - frame["discount"].to_numpy()
    outside = np.where(taxed, half_up(base * st.TAX_PERCENT, 100), 0)
    return (
        frame.drop("on")
        .with_columns(
            pl.Series("invoice", on * 8 + frame["kind"].to_numpy()),
            pl.Series("on", on),
            pl.Series("sub", sub),
            pl.Series("coupon", coupon),
            pl.Series("interval", subs.interval[sub]),
            pl.Series("currency", subs.currency[sub]),
            pl.Series("version", states.version[cycle]),
            pl.Series("tax_outside", outside),
            pl.Series("inclusive", (subs.tax[sub] == INCLUSIVE) & (role == ORDINARY)),
        )
        .sort("invoice", "role", "item", maintain_order=True)
    )


def _created(subs: Subscriptions, cycles: Cycles, states: States, on: Ints, kind: Ints) -> Ints:
    start = cycles.start[on]
    options = [
        start,
        start - subs.trial_days[cycles.sub[on]] * DAY,
        states.change_at[on],
        start + 3600,
        states.cut_at[on],
    ]
    return np.choose(kind, options)


def _status(states: States, on: Ints, kind: Ints) -> np.ndarray:
    special = np.where(kind == BY_CYCLE, states.special[on], st.NOTHING)
    text = np.full(len(on), "paid", dtype=object)
    text[special == st.SKIP_VOID] = "void"
    text[np.isin(special, [st.SKIP_UNCOLLECTIBLE, st.END_UNCOLLECTIBLE])] = "uncollectible"
    text[np.isin(special, [st.END_OPEN, st.OPEN])] = "open"
    text[special == st.DRAFT] = "draft"
    return text


def make_invoices(
    settings: Settings, subs: Subscriptions, cycles: Cycles, states: States, lines: pl.DataFrame
) -> pl.DataFrame:
    """One row per invoice with its totals and final status, those of the future left out."""
    frame = lines.group_by("invoice", maintain_order=True).agg(
        pl.col("on", "kind", "sub", "currency").first(),
        pl.col("amount").sum().alias("subtotal"),
        pl.col("discount").sum(),
        pl.col("tax_outside").sum(),
        pl.col("tax_inside").sum(),
        pl.len().alias("line_count"),
        pl.col("coupon").min(),
    )
    on, kind = frame["on"].to_numpy(), frame["kind"].to_numpy()
    sub = frame["sub"].to_numpy()
    previous = np.where(cycles.k[on] > 0, cycles.start[np.maximum(on - 1, 0)], cycles.start[on])
    return frame.with_columns(
        pl.Series("created", _created(subs, cycles, states, on, kind)),
        pl.Series("status", list(_status(states, on, kind)), dtype=pl.String),
        pl.Series("special", np.where(kind == BY_CYCLE, states.special[on], st.NOTHING)),
        pl.Series("previous", previous),
        pl.Series("customer", subs.customer[sub]),
        pl.Series("credited", states.credited[on]),
        pl.Series("first", (cycles.k[on] == 0)),
        (pl.col("subtotal") - pl.col("discount") + pl.col("tax_outside")).alias("total"),
    ).filter(pl.col("created") < settings.cutoff)


def has_coupon(frame: pl.DataFrame) -> Bools:
    """Rows to which a coupon applies."""
    return np.asarray(frame["coupon"].to_numpy() < len(COUPONS))
