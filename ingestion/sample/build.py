"""Writes the whole sample: chunk by chunk, then the marker and the truths."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from ingestion.sample import by_hand, program, stripe_out
from ingestion.sample.files import Landing, write_json
from ingestion.sample.in_app import write_in_app
from ingestion.sample.invoices import make_invoices, make_lines
from ingestion.sample.life import live
from ingestion.sample.other_surveys import write_panels
from ingestion.sample.population import make_accounts, make_contacts
from ingestion.sample.qualtrics_files import write_surveys
from ingestion.sample.relationship import response_ids, write_relationship
from ingestion.sample.salesforce_out import (
    write_accounts,
    write_contacts,
    write_opportunities,
    write_users,
)
from ingestion.sample.salesforce_tasks import write_tasks
from ingestion.sample.settings import Settings, Streams
from ingestion.sample.states import make_states
from ingestion.sample.stripe_catalogue import write_catalogue
from ingestion.sample.stripe_credit_notes import credit_notes
from ingestion.sample.stripe_invoices import monthly_files, named
from ingestion.sample.stripe_lines import with_names
from ingestion.sample.subscriptions import make_customers, make_cycles, make_subscriptions
from ingestion.sample.summary import Tally, summarise
from ingestion.sample.support_survey import write_support_survey
from ingestion.sample.tickets import make_tickets
from ingestion.sample.truth import planted_spans, unit_month_ends, unit_segments
from ingestion.sample.usage import write_usage
from ingestion.sample.zendesk_out import write_zendesk

MARKER = "_SAMPLE.json"
BROKEN_FILE = "invoices_2026-06b.ndjson"


class OccupiedError(RuntimeError):
    """The target folder holds something that this generator did not make."""


@dataclass
class Result:
    """What was written and what is true about it."""

    out: Path
    truth: Path
    rows: dict[str, int] = field(default_factory=dict)


def generate(out: Path, settings: Settings) -> Result:
    """Write extracts to `out` and the truths to `truth.json` beside it.

    The folder appears complete or not at all. An earlier sample there is replaced; anything else
    raises OccupiedError.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise OccupiedError(f"{out} is not empty and holds no sample; choose another folder")
    scratch = out.with_name(f".{out.name}.partial")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    landing = Landing(scratch)
    tally = Tally(settings)
    _once(landing, settings, tally)
    for chunk in range(settings.chunks):
        _chunk(landing, settings, chunk, tally)
    landing.lines(f"stripe/invoices/{BROKEN_FILE}", '{"id":"in_broken","object":"inv\n')
    tally.counts["quarantined|stripe.invoices|malformed_line"] += 1
    _land_again(landing, tally)
    landing.close()
    write_json(
        scratch / MARKER,
        {
            "note": "A fictional company made by ingestion.sample. None of this is real.",
            "seed": settings.seed,
            "accounts": settings.accounts,
            "months": settings.months,
        },
    )
    shutil.rmtree(out, ignore_errors=True)
    scratch.rename(out)
    truth = out.parent / "truth.json"
    write_json(truth, summarise(tally))
    tally.accounts_frame().write_parquet(out.parent / "truth_accounts.parquet")
    return Result(out, truth)


def _land_again(landing: Landing, tally: Tally) -> None:
    """The same bytes under another name: loaded once."""
    folder = landing.root / "qualtrics/responses"
    largest = max(sorted(folder.glob("*.csv")), key=lambda p: p.stat().st_size)
    again = folder / "sent_again" / largest.name
    again.parent.mkdir()
    again.write_bytes(largest.read_bytes())
    tally.counts["duplicate_files"] += 1


def _once(landing: Landing, settings: Settings, tally: Tally) -> None:
    """Files that do not depend on the accounts."""
    write_users(landing, settings)
    write_surveys(landing, "2026-06-01T09:00:00Z")
    write_panels(landing, settings, Streams(settings, 0), tally.counts)
    program.write_program(landing, settings)
    write_catalogue(landing, settings)


def _chunk(landing: Landing, settings: Settings, chunk: int, tally: Tally) -> None:
    """Generate and write one chunk of accounts."""
    streams = Streams(settings, chunk)
    accounts = make_accounts(settings, streams)
    contacts = make_contacts(accounts, streams)
    life = live(settings, accounts, contacts, streams)
    write_accounts(landing, settings, accounts)
    write_contacts(landing, settings, accounts, contacts, tally.counts)
    write_opportunities(landing, settings, accounts, life, streams)
    write_relationship(
        landing, settings, accounts, contacts, life, streams, tally.counts, tally.expected
    )
    write_tasks(
        landing,
        settings,
        accounts,
        contacts,
        life,
        response_ids(contacts, life),
        streams,
        tally.counts,
    )
    program.write_holdout(landing, settings, accounts, life)
    tickets = make_tickets(settings, accounts, contacts, life, streams)
    write_zendesk(landing, settings, accounts, contacts, tickets, streams, tally.counts)
    write_support_survey(landing, settings, accounts, contacts, tickets, streams, tally.counts)
    write_in_app(landing, settings, accounts, contacts, life, streams, tally.counts)
    tally.counts["usage_rows"] += write_usage(landing, settings, accounts, life, streams)

    customers = make_customers(accounts, streams)
    customer_frame = stripe_out.write_customers(landing, accounts, contacts, customers)
    program.write_overrides(landing, accounts, customer_frame)
    subs = make_subscriptions(settings, accounts, life, customers, streams)
    cycles = make_cycles(settings, subs)
    latent = np.append(accounts.latent, 1)[subs.account]
    states = make_states(settings, subs, latent, cycles, streams)
    ids = stripe_out.customer_ids(customers)
    stripe_out.write_subscriptions(landing, settings, subs, cycles, states, ids)
    lines = make_lines(settings, subs, cycles, states, streams)
    invoices = make_invoices(settings, subs, cycles, states, lines)
    lines, invoices = with_names(lines, chunk), named(invoices, ids, chunk, settings)
    for stem, objects, rest in monthly_files(invoices, lines):
        landing.ndjson(f"stripe/invoices/invoices_{stem}.ndjson", objects)
        if len(rest):
            landing.ndjson(f"stripe/invoice_line_items/invoice_line_items_{stem}.ndjson", rest)
    notes = credit_notes(invoices, lines, chunk)
    landing.ndjson("stripe/credit_notes/credit_notes_1.ndjson", notes)

    manual = by_hand.write_by_hand(landing, settings, accounts)
    spans = pl.concat([planted_spans(accounts, subs, cycles, states), manual])
    months = unit_month_ends(settings, unit_segments(spans))
    tally.add(accounts, life, customers, states, invoices, notes, months)
    tally.unmatched += ids.filter(pl.Series(customers.owner < 0)).to_list()
