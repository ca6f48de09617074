"""Salesforce Data Export files: accounts, contacts, users, opportunities."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample import names
from ingestion.sample.dates import DAY, add_months, stamp
from ingestion.sample.files import Landing
from ingestion.sample.ids import mix, salesforce_ids
from ingestion.sample.life import Life
from ingestion.sample.plans import SEAT_USD
from ingestion.sample.population import Accounts, Contacts, owners
from ingestion.sample.settings import Ints, Settings, Streams


def owner_ids(settings: Settings) -> pl.Series:
    """User ids of the customer success managers."""
    return salesforce_ids("005", np.arange(owners(settings), dtype=np.int64))


def write_users(landing: Landing, settings: Settings) -> None:
    """One row per customer success manager, and the integration user that ran the export.

    The last manager has left the company; the accounts are still in that name.
    """
    n = owners(settings) + 1
    ids = salesforce_ids("005", np.arange(n, dtype=np.int64))
    at = np.arange(n)
    first = pl.Series(names.FIRST).gather(at * 7 % len(names.FIRST))
    last = pl.Series(names.LAST).gather(at * 11 % len(names.LAST))
    modified = np.full(n, settings.month_edges[0] - 30 * DAY)
    modified[-1] = settings.cutoff - 3600
    frame = pl.DataFrame(
        {
            "Id": ids,
            "Name": first + " " + last,
            "IsActive": np.where((at % 13 == 12) | (at == n - 2), "0", "1"),
            "SystemModstamp": modified,
        }
    )
    landing.csv(
        "salesforce/User/User_2026-07-01.csv",
        frame.with_columns(stamp("SystemModstamp")),
        quote_all=True,
    )


def _modified(settings: Settings, created: Ints, key: Ints) -> Ints:
    """A change some time after creation, before the last day."""
    span = np.maximum(settings.as_of - DAY - created, 1)
    return created + (mix(key, "modified") % span.astype(np.uint64)).astype(np.int64)


def write_twice(
    landing: Landing, settings: Settings, entity: str, frame: pl.DataFrame, booleans: list[str]
) -> None:
    """The full export, and a later partial one: some records again, as booleans in words."""
    dates = [c for c in ("CreatedDate", "LastModifiedDate", "SystemModstamp") if c in frame.columns]
    flags = [pl.col(b).cast(pl.Int8).cast(pl.String) for b in booleans]
    folder = f"salesforce/{entity}"
    landing.csv(
        f"{folder}/{entity}_2026-06-30.csv",
        frame.with_columns(*flags, *[stamp(d) for d in dates]),
        quote_all=True,
    )
    again = frame.filter(pl.int_range(pl.len()) % 50 == 1).with_columns(
        pl.lit(settings.as_of + 3 * 3600).alias("SystemModstamp")
    )
    words = [pl.col(b).cast(pl.String) for b in booleans]
    landing.csv(
        f"{folder}/{entity}_2026-07-01.csv",
        again.with_columns(*words, *[stamp(d, "%Y-%m-%dT%H:%M:%S.000+0000") for d in dates]),
        quote_all=True,
    )


def write_accounts(landing: Landing, settings: Settings, accounts: Accounts) -> None:
    """Customers, prospects, internal accounts, and records merged into others."""
    created = accounts.created
    merged = accounts.merged_into >= 0
    into = accounts.ids.gather(np.maximum(accounts.merged_into, 0))
    stem = pl.Series(names.STEMS).gather(accounts.index % len(names.STEMS))
    trade = pl.Series(names.TRADES).gather(accounts.index // len(names.STEMS) % len(names.TRADES))
    kind = np.where(
        accounts.is_internal, "Internal", np.where(accounts.is_prospect, "Prospect", "Customer")
    )
    modified = _modified(settings, created, accounts.index)
    frame = pl.DataFrame(
        {
            "Id": accounts.ids,
            "IsDeleted": merged,
            "MasterRecordId": pl.select(pl.when(pl.Series(merged)).then(into)).to_series(),
            "Name": stem + " " + trade + ", Inc. " + pl.Series(accounts.index).cast(pl.String),
            "Type": pl.Series(kind.tolist()),
            "ParentId": pl.select(
                pl.when(pl.Series(accounts.parent >= 0)).then(
                    accounts.ids.gather(np.maximum(accounts.parent, 0))
                )
            ).to_series(),
            "Industry": pl.Series(names.INDUSTRIES, dtype=pl.String).gather(accounts.industry),
            "BillingCountry": pl.Series(names.COUNTRIES).gather(accounts.country),
            "Website": pl.select(
                pl.when(pl.Series(accounts.has_site & ~merged)).then(
                    "https://www." + accounts.domains
                )
            ).to_series(),
            "OwnerId": owner_ids(settings).gather(accounts.owner),
            "AnnualRevenue": (
                mix(accounts.index, "revenue") % np.uint64(900) + np.uint64(1)
            ).astype(np.int64)
            * 100_000,
            "Product__c": pl.Series(names.PRODUCTS).gather(accounts.product),
            "Team__c": pl.Series(names.TEAMS).gather(accounts.team),
            "CreatedDate": created,
            "LastModifiedDate": modified,
            "SystemModstamp": modified,
        }
    )
    write_twice(landing, settings, "Account", frame, ["IsDeleted"])


def write_contacts(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    counts: Counter[str],
) -> None:
    """People, with names and phones that the pipeline must drop, and some deleted ones."""
    modified = _modified(settings, contacts.created, contacts.index)
    first = np.flatnonzero(np.diff(contacts.account, prepend=-1))
    master = contacts.ids.gather(first[contacts.account])
    merged = pl.Series(contacts.is_deleted & (contacts.index % 2 == 0))
    phone = pl.Series((mix(contacts.index, "phone") % np.uint64(90)).astype(np.int64) + 10).cast(
        pl.String
    )
    frame = pl.DataFrame(
        {
            "Id": contacts.ids,
            "IsDeleted": contacts.is_deleted,
            "MasterRecordId": pl.select(pl.when(merged).then(master)).to_series(),
            "AccountId": accounts.ids.gather(contacts.account),
            "FirstName": contacts.first,
            "LastName": contacts.last,
            "Email": contacts.emails,
            "Phone": "+1 415 555 01" + phone,
            "Title": contacts.titles,
            "CreatedDate": contacts.created,
            "LastModifiedDate": modified,
            "SystemModstamp": modified,
        }
    )
    write_twice(landing, settings, "Contact", frame, ["IsDeleted"])
    landing.lines("salesforce/Contact/Contact_2026-07-01.csv", '"","false",' + '"",' * 9 + '""\n')
    counts["quarantined|salesforce.Contact|missing_key"] += 1


def write_opportunities(
    landing: Landing, settings: Settings, accounts: Accounts, life: Life, streams: Streams
) -> None:
    """The first sale and the yearly renewals: won, lost when the customer left, open ahead."""
    rows = np.flatnonzero(~accounts.is_prospect)
    years = settings.months // 12 + 2
    account = np.repeat(rows, years)
    year = np.tile(np.arange(years), len(rows))
    close = add_months(accounts.first_paid[account], year * 12)
    keep = (close < settings.as_of + 366 * DAY) & (close - 366 * DAY < life.ended[account])
    account, year, close = account[keep], year[keep], close[keep]
    lost = close >= life.ended[account]
    opened = (close >= settings.as_of) & ~lost
    created = close - 90 * DAY
    seen = created < settings.as_of - DAY
    amount = accounts.seats * np.array(SEAT_USD)[accounts.tier] * 12
    stage = np.where(opened, "Negotiation", np.where(lost, "Closed Lost", "Closed Won"))
    stamped = np.minimum(np.maximum(close, created), settings.as_of - 3600)
    index = accounts.index[account] * 100 + year
    frame = (
        pl.DataFrame(
            {
                "Id": salesforce_ids("006", index),
                "IsDeleted": np.zeros(len(index), dtype=bool),
                "AccountId": accounts.ids.gather(account),
                "Type": pl.Series(
                    np.where(year == 0, "New Business", "Renewal").tolist(), dtype=pl.String
                ),
                "StageName": pl.Series(stage.tolist(), dtype=pl.String),
                "Amount": amount[account],
                "CurrencyIsoCode": pl.Series(["USD"]).gather(np.zeros(len(index), dtype=np.int64)),
                "CloseDate": close,
                "IsClosed": ~opened,
                "IsWon": ~opened & ~lost,
                "CreatedDate": created,
                "SystemModstamp": stamped,
            }
        )
        .filter(pl.Series(seen))
        .with_columns(stamp("CloseDate", "%Y-%m-%d"))
    )
    write_twice(landing, settings, "Opportunity", frame, ["IsDeleted", "IsClosed", "IsWon"])
