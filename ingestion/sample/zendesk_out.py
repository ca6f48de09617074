"""Zendesk files: organisations, users, tickets, metrics, ratings."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.ids import mix
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.settings import Settings, Streams
from ingestion.sample.tickets import Tickets

TIME = "%Y-%m-%dT%H:%M:%SZ"


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
