"""Support: Zendesk tickets and ratings, and the survey sent after a ticket is solved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY, stamp
from ingestion.sample.dirt import soil
from ingestion.sample.files import Landing
from ingestion.sample.ids import mix, tokens
from ingestion.sample.life import Life
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.qualtrics_files import SUPPORT, write_responses, write_sends
from ingestion.sample.settings import Bools, Ints, Settings, Streams, pick

AGENTS = 12
TIME = "%Y-%m-%dT%H:%M:%SZ"
ZONE = "America/Denver"


@dataclass
class Tickets:
    """One row per ticket of a chunk; `solved` 0 while open."""

    key: Ints
    account: Ints
    contact: Ints
    agent: Ints
    created: Ints
    solved: Ints
    reopens: Ints
    priority: Ints
    crisis: Bools


def _contact_of(
    contacts: Contacts, accounts: Accounts, account: Ints, rng: np.random.Generator
) -> Ints:
    """A random contact of each account (contacts stand in account order)."""
    count = np.bincount(contacts.account, minlength=accounts.size)
    first = np.cumsum(count) - count
    return np.asarray(first[account] + (rng.random(len(account)) * count[account]).astype(np.int64))


def make_tickets(
    settings: Settings, accounts: Accounts, contacts: Contacts, life: Life, streams: Streams
) -> Tickets:
    """Tickets of active customers: unhappy and large ones write more often."""
    rng = streams.rng("tickets")
    edges = settings.month_edges
    rate = (
        np.array([0.14, 0.20, 0.38])[accounts.latent] * np.array([0.6, 1.0, 2.2])[accounts.segment]
    )
    middle = edges[:-1] + 15 * DAY
    active = (accounts.first_paid[:, None] < middle) & (middle < life.ended[:, None])
    active |= (life.restart[:, None] < middle) & (middle < life.restart_ended[:, None])
    active &= ~accounts.is_prospect[:, None]
    count = rng.poisson(rate[:, None] * active)
    account, month = np.divmod(np.repeat(np.arange(count.size), count.ravel()), settings.months)
    n = len(account)
    span = edges[month + 1] - edges[month]
    created = edges[month] + (rng.random(n) * span).astype(np.int64)
    bad_times = np.array([story.in_crisis(settings, m) for m in range(settings.months)])
    crisis = bad_times[month] & np.isin(accounts.country[account], [1, 2, 3])
    hours = rng.exponential(18, n) * np.where(crisis, 9, 1) + 0.5
    solved = created + (hours * 3600).astype(np.int64)
    return Tickets(
        key=streams.chunk * 10_000_000 + 1_000 + np.arange(n),
        account=account,
        contact=_contact_of(contacts, accounts, account, rng),
        agent=rng.integers(0, AGENTS, n),
        created=created,
        solved=np.where(solved < settings.cutoff, solved, 0),
        reopens=rng.poisson(np.where(crisis, 0.6, 0.08)),
        priority=pick(rng, [2.0, 5.0, 2.0, 1.0], n),
        crisis=crisis,
    )


def _write_people(
    landing: Landing, settings: Settings, accounts: Accounts, contacts: Contacts
) -> None:
    linked = pl.Series(mix(accounts.index, "org") % np.uint64(100) < 85)
    updated = settings.as_of + 1800
    orgs = pl.DataFrame(
        {
            "id": 7_000_000_000 + accounts.index,
            "name": "Org " + pl.Series(accounts.index).cast(pl.String),
            "external_id": pl.select(pl.when(linked).then(accounts.ids)).to_series(),
            "domain": accounts.domains,
            "site": accounts.has_site,
            "created_at": accounts.created,
        }
    ).with_columns(
        pl.when("site")
        .then(pl.concat_list("domain"))
        .otherwise(pl.lit([], dtype=pl.List(pl.String)))
        .alias("domain_names"),
        pl.when(pl.int_range(pl.len()) == 0)
        .then(updated)
        .otherwise(pl.col("created_at") + DAY)
        .alias("updated_at"),
    )
    landing.ndjson(
        "zendesk/organizations/organizations.ndjson",
        orgs.select(
            "id",
            "name",
            "external_id",
            "domain_names",
            stamp("created_at", TIME),
            stamp("updated_at", TIME),
        ),
    )
    users = pl.DataFrame(
        {
            "id": 9_000_000_000 + contacts.index,
            "name": contacts.first + " " + contacts.last,
            "email": contacts.emails,
            "role": pl.Series(["end-user"]).gather(np.zeros(contacts.size, dtype=np.int64)),
            "organization_id": 7_000_000_000 + accounts.index[contacts.account],
            "external_id": contacts.ids,
            "created_at": contacts.created,
            "updated_at": contacts.created + DAY,
        }
    )
    landing.ndjson(
        "zendesk/users/users.ndjson",
        users.with_columns(stamp("created_at", TIME), stamp("updated_at", TIME)),
    )


def write_zendesk(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    tickets: Tickets,
    streams: Streams,
    counts: Counter[str],
) -> None:
    """Organisations, users, tickets, metrics and ratings; one line of the tickets is broken."""
    rng = streams.rng("zendesk")
    _write_people(landing, settings, accounts, contacts)
    n = len(tickets.key)
    done = tickets.solved > 0
    old = done & (tickets.solved < settings.as_of - 28 * DAY)
    updated = np.minimum(
        np.where(old, tickets.solved + 4 * DAY, np.maximum(tickets.solved, tickets.created)),
        settings.cutoff - 60,
    )
    frame = (
        pl.DataFrame(
            {
                "id": tickets.key,
                "org": 7_000_000_000 + accounts.index[tickets.account],
                "linked": tickets.key % 20 != 9,
                "requester_id": 9_000_000_000 + contacts.index[tickets.contact],
                "assignee_id": 100 + tickets.agent,
                "status": pl.Series(
                    np.where(old, "closed", np.where(done, "solved", "open")).tolist(),
                    dtype=pl.String,
                ),
                "priority": pl.Series(["low", "normal", "high", "urgent"]).gather(tickets.priority),
                "type": pl.Series(["question", "incident", "problem"]).gather(tickets.key % 3),
                "tags": pl.Series(["billing", "import", "performance", "login"]).gather(
                    tickets.key % 4
                ),
                "subject": pl.Series(["Help needed"]).gather(np.zeros(n, dtype=np.int64)),
                "description": pl.Series(["Private text that is never stored"]).gather(
                    np.zeros(n, dtype=np.int64)
                ),
                "created_at": tickets.created,
                "updated_at": updated,
                "solved": tickets.solved,
                "reopens": tickets.reopens,
            }
        )
        .with_columns(pl.when("linked").then("org").alias("organization_id"))
        .drop("org", "linked")
    )
    frame = frame.with_columns(
        pl.concat_list("tags").alias("tags"),
        stamp("updated_at", TIME),
        pl.from_epoch("created_at").dt.year().alias("year"),
    )
    again = frame.filter(pl.Series(rng.random(n) < 0.01))
    counts["duplicate_tickets"] += len(again)
    plain = frame.with_columns(stamp("created_at", TIME)).drop("solved", "reopens")
    for (year,), part in plain.group_by("year", maintain_order=True):
        landing.ndjson(f"zendesk/tickets/tickets_{year}.ndjson", part.drop("year"))
    landing.ndjson(
        "zendesk/tickets/tickets_reexport.ndjson",
        again.with_columns(stamp("created_at", TIME)).drop("solved", "reopens", "year"),
    )
    landing.lines(
        "zendesk/tickets/tickets_2026.ndjson",
        '{"id": 77, "organization_id": 7000000001, "status": "op\n',
    )
    counts["quarantined|zendesk.tickets|malformed_line"] += 1
    metrics = frame.select(
        (pl.col("id") + 500_000_000).alias("id"),
        pl.col("id").alias("ticket_id"),
        pl.when(pl.col("solved") > 0)
        .then(pl.from_epoch("solved").dt.strftime(TIME))
        .alias("solved_at"),
        "reopens",
        stamp("created_at", TIME),
        "updated_at",
    )
    landing.ndjson("zendesk/ticket_metrics/ticket_metrics.ndjson.gz", metrics)
    _write_ratings(landing, settings, tickets, frame, rng)


def _write_ratings(
    landing: Landing,
    settings: Settings,
    tickets: Tickets,
    frame: pl.DataFrame,
    rng: np.random.Generator,
) -> None:
    n = len(tickets.key)
    offered = (tickets.solved > 0) & (rng.random(n) < 0.6)
    answered = rng.random(n) < 0.45
    bad = rng.random(n) < np.where(tickets.crisis, 0.55, 0.10)
    score = np.where(answered, np.where(bad, "bad", "good"), "offered")
    sent = np.minimum(tickets.solved + 3600, settings.cutoff - 30)
    rated = np.minimum(sent + np.where(answered, 7200, 0), settings.cutoff - 10)
    ratings = frame.select(
        (pl.col("id") + 900_000_000).alias("id"),
        pl.col("id").alias("ticket_id"),
        "requester_id",
        "assignee_id",
        pl.Series("score", score.tolist(), dtype=pl.String),
        pl.Series("created_at", sent),
        pl.Series("updated_at", rated),
    ).filter(pl.Series(offered))
    landing.ndjson(
        "zendesk/satisfaction_ratings/satisfaction_ratings.ndjson",
        ratings.with_columns(stamp("created_at", TIME), stamp("updated_at", TIME)),
    )


def write_support_survey(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    tickets: Tickets,
    streams: Streams,
    counts: Counter[str],
) -> None:
    """The transactional survey: exported in a local time zone, trigger event = the ticket."""
    rng = streams.rng("support survey")
    asked = np.flatnonzero((tickets.solved > 0) & (rng.random(len(tickets.key)) < 0.5))
    n = len(asked)
    midnight = tickets.solved[asked] // DAY * DAY + DAY
    sent = midnight + rng.integers(13 * 3600, 15 * 3600, n)
    who, account = tickets.contact[asked], tickets.account[asked]
    mean = story.EXPECTED_SCORE[accounts.latent[account]] + 0.4 + contacts.mood[who]
    mean = mean - np.where(tickets.crisis[asked], 2.2, 0.0) - 0.4 * tickets.reopens[asked]
    score = np.clip(np.rint(mean + rng.normal(0, 1.3, n)), 0, 10).astype(np.int64)
    responded = sent + 600 + (np.minimum(rng.exponential(0.2, n), 0.15) * DAY).astype(np.int64)
    status = pick(rng, [80.0, 15.0, 3.0, 2.0], n)
    answered = (status <= 1) & (rng.random(n) < 0.42) & (responded < settings.cutoff)
    key = tickets.key[asked]
    words = make_comments(settings, rng, score, story.months_of(settings, sent), 0.5)
    zero = np.zeros(n, dtype=np.int64)
    ids = tokens("R_t", key, 14)
    frame = pl.DataFrame(
        {
            "ResponseId": ids,
            "recorded": responded,
            "status": pl.Series(["0"]).gather(zero),
            "finished": np.ones(n, dtype=bool),
            "email": contacts.emails.gather(who),
            "reference": contacts.ids.gather(who),
            "first": contacts.first.gather(who),
            "last": contacts.last.gather(who),
            "channel": pl.Series(["email"]).gather(zero),
            "language": words["language"],
            "score": pl.Series(score).cast(pl.String),
            "comment": words["comment"],
            "recorded_text": pl.Series([None], dtype=pl.String).gather(zero),
            "trigger_event_id": pl.Series(key).cast(pl.String),
            "handled_by": pl.Series(100 + tickets.agent[asked]).cast(pl.String),
        }
    ).filter(pl.Series(answered))
    counts["answers"] += len(frame)
    write_responses(landing, SUPPORT, soil(frame, rng, f"sup{streams.chunk}", counts), ZONE)
    seen = sent < settings.cutoff
    write_sends(
        landing,
        SUPPORT,
        pl.DataFrame(
            {
                "contact_id": contacts.ids.gather(who),
                "distribution_id": "EMD_s" + pl.Series(key).cast(pl.String),
                "sent": sent,
                "status": pl.Series(["Success", "Opened", "HardBounce", "Blocked"]).gather(status),
                "responded": np.where(answered, responded, 0),
                "response_id": ids,
            }
        ).filter(pl.Series(seen)),
    )
