"""The simulation, month by month: who is asked, what they answer, who is cared for, who leaves.

Each account carries an exponential amount of patience. Every month uses up a hazard that depends
on its latent class and segment only, times `1 - LOOP_EFFECT` for a year after a closed loop. When
patience ends, the account decides to leave, and does so at the end of its billing period. Hence
the planted rates are exact: decisions per account-month of exposure, by class and segment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingestion.sample import story
from ingestion.sample.dates import DAY, add_months, months_between
from ingestion.sample.plans import INTERVAL_MONTHS
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.settings import Bools, Floats, Ints, Settings, Streams, pick

NEVER = np.int64(1) << 60
ANNUAL_CHURN = np.array([0.04, 0.12, 0.42])
SEGMENT_HAZARD = np.array([1.15, 0.95, 0.75])
LOOP_EFFECT = 0.40
EFFECT_DAYS = 365
MONTH_SECONDS = 365 * DAY / 12
CLOSE_RATE = np.array([[0.35, 0.28, 0.20], [0.60, 0.50, 0.38], [0.85, 0.78, 0.65]])
# Chance to answer a delivered invitation, by latent class: unhappy people answer less.
ANSWER_RATE = np.array([0.40, 0.34, 0.30])
SEND_STATUS = [
    "Success",
    "Opened",
    "SurveyStarted",
    "HardBounce",
    "SoftBounce",
    "Failure",
    "Skipped",
]


def monthly_hazard(latent: Ints, segment: Ints) -> Floats:
    """Planted hazard per month (a twelfth of a year)."""
    rate: Floats = -np.log1p(-ANNUAL_CHURN[latent]) / 12 * SEGMENT_HAZARD[segment]
    return rate


@dataclass
class Life:
    """What happened to one chunk: leaving times per account; sends and answers as columns."""

    decided: Ints
    ended: Ints
    restart: Ints
    restart_ended: Ints
    exposure: Floats
    months_plain: Floats
    months_cared: Floats
    left_cared: Bools
    held_out: Bools
    sends: dict[str, np.ndarray] = field(default_factory=dict)
    effect_spans: list[tuple[Ints, Ints]] = field(default_factory=list)


def period_end(start: Ints, interval: Ints, moment: Ints) -> Ints:
    """End of the billing period (anchored at `start`) in which `moment` falls."""
    months = INTERVAL_MONTHS[interval]
    step = np.maximum(months, 1)
    k = np.maximum(months_between(start, moment) // step, 0)
    near = add_months(start, k * step)
    by_month = np.where((near >= moment) & (k > 0), near, add_months(start, (k + 1) * step))
    weeks = np.maximum(-(-(moment - start) // (7 * DAY)), 1)
    return np.where(months == 0, start + weeks * 7 * DAY, by_month)


def active_at(life: Life, accounts: Accounts, moment: int) -> Bools:
    """Accounts that are customers (trial included) at an instant."""
    first = (accounts.first_paid <= moment) & (moment < life.ended)
    again = (life.restart <= moment) & (moment < life.restart_ended)
    active: Bools = (first | again) & ~accounts.is_prospect
    return active


def _ask(
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    life: Life,
    month: int,
    rng: np.random.Generator,
    care_from: Ints,
) -> dict[str, np.ndarray]:
    """One month's wave of the relationship survey: sends, answers, expected NPS of the answers."""
    start = int(settings.month_edges[month])
    day = start + 9 * DAY
    due = active_at(life, accounts, day) & ((month + accounts.index) % 3 == 0)
    due &= accounts.first_paid < day - 30 * DAY
    chosen = due[contacts.account] & ~contacts.is_deleted & (contacts.created < day)
    who = np.flatnonzero(chosen & (rng.random(contacts.size) < 0.9))
    account = contacts.account[who]
    sent = day + 10 * 3600 + rng.integers(0, 1800, len(who))
    status = pick(rng, [70.0, 14.0, 6.0, 3.0, 2.0, 1.0, 2.0], len(who))
    eager = ANSWER_RATE[accounts.latent[account]]
    answered = (status <= 2) & (rng.random(len(who)) < eager)
    mean = story.EXPECTED_SCORE[accounts.latent[account]] + contacts.mood[who]
    mean = mean + story.score_shift(settings, accounts, month)[account]
    cared = (care_from <= day) & (day < care_from + EFFECT_DAYS * DAY)
    mean = mean + np.where(cared[account], 0.7, 0.0)
    score = np.clip(np.rint(mean + rng.normal(0, story.ANSWER_NOISE, len(who))), 0, 10)
    lag = np.minimum(rng.exponential(1.6, len(who)), 19.0) * DAY
    return {
        "contact": who,
        "account": account,
        "sent": sent,
        "status": status,
        "answered": answered,
        "score": score.astype(np.int64),
        "mean": mean,
        "responded": sent + 600 + lag.astype(np.int64),
        "month": np.full(len(who), month),
    }


def _care(
    settings: Settings,
    accounts: Accounts,
    wave: dict[str, np.ndarray],
    life: Life,
    rng: np.random.Generator,
) -> None:
    """Follow-up of the wave's detractors: adds contacted, closed and their times to the wave."""
    n = len(wave["contact"])
    account = wave["account"]
    begin = settings.month_edges[0] + 0
    program = settings.month_at(*story.PROGRAM_START)
    if 0 <= program < settings.months:
        begin = settings.month_edges[program]
    unhappy = wave["answered"] & (wave["score"] <= 6) & (wave["responded"] >= begin)
    unhappy &= ~life.held_out[account]
    # One decision per account and wave: CSMs look after an account, not after an answer.
    luck = rng.random(accounts.size)
    rate = CLOSE_RATE[accounts.segment, accounts.latent]
    closes = (luck < rate)[account] & unhappy
    late = (rng.random(accounts.size) < 0.2)[account]
    reached = unhappy & (closes | (rng.random(n) < 0.5))
    median = np.array([60.0, 40.0, 15.0])[accounts.segment[account]]
    outreach = wave["responded"] + (median * np.exp(rng.normal(0, 0.8, n)) * 3600).astype(np.int64)
    days = np.where(late, 32 + 50 * rng.random(n), 2 + 22 * rng.random(n))
    closed = np.maximum(outreach + 3600, wave["responded"] + (days * DAY).astype(np.int64))
    wave["reached"] = reached
    wave["outreach"] = np.where(reached, outreach, NEVER)
    wave["closed"] = np.where(closes & (closed < life.ended[account]), closed, NEVER)


def _leave(
    settings: Settings,
    accounts: Accounts,
    life: Life,
    month: int,
    patience: Floats,
    care_from: Ints,
    rng: np.random.Generator,
) -> None:
    """Spend one month's hazard; who runs out of patience decides to leave."""
    t0, t1 = int(settings.month_edges[month]), int(settings.month_edges[month + 1])
    open_from = np.maximum(accounts.first_paid, t0)
    exposed = np.where(life.decided < NEVER, 0, np.maximum(t1 - open_from, 0)).astype(np.float64)
    exposed[accounts.immune] = 0
    cared = np.minimum(t1, care_from + EFFECT_DAYS * DAY) - np.maximum(open_from, care_from)
    weight = exposed - LOOP_EFFECT * np.clip(cared, 0, exposed)
    spent = monthly_hazard(accounts.latent, accounts.segment) * weight / MONTH_SECONDS
    before = life.exposure.copy()
    life.exposure = before + spent
    leaving = (exposed > 0) & (before < patience) & (life.exposure >= patience)
    share = np.where(leaving, (patience - before) / np.maximum(spent, 1e-300), 0.0)
    moment = (open_from + share * (t1 - open_from)).astype(np.int64)
    until = np.where(leaving, moment, np.where(exposed > 0, t1, open_from))
    loved = np.minimum(until, care_from + EFFECT_DAYS * DAY) - np.maximum(open_from, care_from)
    loved = np.clip(loved, 0, np.maximum(until - open_from, 0))
    life.months_cared += loved / MONTH_SECONDS
    life.months_plain += np.maximum(until - open_from - loved, 0) / MONTH_SECONDS
    life.left_cared |= leaving & (care_from <= moment) & (moment < care_from + EFFECT_DAYS * DAY)
    end = period_end(accounts.first_paid, accounts.interval, moment)
    life.decided = np.where(leaving, moment, life.decided)
    life.ended = np.where(leaving, end, life.ended)
    back = leaving & (rng.random(accounts.size) < 0.12)
    # One in six returns comes within the grace period: a lapse, not a loss.
    quick = rng.random(accounts.size) < 1 / 6
    gap = (
        np.where(quick, rng.integers(4, 26, accounts.size), rng.integers(50, 200, accounts.size))
        * DAY
    )
    restart = np.where(back, end + gap, NEVER)
    stay = rng.exponential(26, accounts.size) * MONTH_SECONDS + 40 * DAY
    again = period_end(restart % NEVER, accounts.interval, restart % NEVER + stay.astype(np.int64))
    life.restart = np.where(leaving, restart, life.restart)
    life.restart_ended = np.where(back, again, life.restart_ended)


def live(settings: Settings, accounts: Accounts, contacts: Contacts, streams: Streams) -> Life:
    """Run all months of one chunk."""
    n = accounts.size
    rng = streams.rng("life")
    never = np.full(n, NEVER)
    held_out = (accounts.segment == 0) & (rng.random(n) < 0.2)
    life = Life(
        never.copy(),
        never.copy(),
        never.copy(),
        never.copy(),
        np.zeros(n),
        np.zeros(n),
        np.zeros(n),
        np.zeros(n, dtype=np.bool_),
        held_out,
    )
    patience = rng.exponential(1.0, n)
    care_from = np.full(n, -NEVER)
    waves: list[dict[str, np.ndarray]] = []
    for month in range(settings.months):
        wave = _ask(settings, accounts, contacts, life, month, rng, care_from)
        _care(settings, accounts, wave, life, rng)
        waves.append(wave)
        first = np.full(n, NEVER)
        np.minimum.at(first, wave["account"], wave["closed"])
        fresh = (first < NEVER) & (care_from + EFFECT_DAYS * DAY <= first)
        care_from = np.where(fresh, first, care_from)
        life.effect_spans.append((np.flatnonzero(fresh), first[fresh]))
        _leave(settings, accounts, life, month, patience, care_from, rng)
    life.sends = {k: np.concatenate([w[k] for w in waves]) for k in waves[0]}
    return life
