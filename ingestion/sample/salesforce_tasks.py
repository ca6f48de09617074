"""Salesforce tasks: the loops, tasks that answer nothing we know, and ordinary calls."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.ids import salesforce_ids
from ingestion.sample.life import NEVER, Life
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.salesforce_out import owner_ids, write_twice
from ingestion.sample.settings import Settings, Streams

OTHERS = 10**12


def write_tasks(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    life: Life,
    response_ids: pl.Series,
    streams: Streams,
    counts: Counter[str],
) -> None:
    """All tasks of a chunk, and what is planted among them."""
    frame = _shaped(_follow_ups(settings, accounts, contacts, life, response_ids, streams))
    write_twice(landing, settings, "Task", frame, ["IsDeleted"])
    _write_others(landing, accounts, frame, counts)


def _write_others(
    landing: Landing, accounts: Accounts, frame: pl.DataFrame, counts: Counter[str]
) -> None:
    """Follow-ups of responses that nobody knows, and calls that close no loop."""
    other = frame.filter(pl.int_range(pl.len()) % 60 == 7)
    number = pl.Series(np.arange(len(other)) + accounts.index[0] * 100)
    lost = other.with_columns(
        salesforce_ids("00T", number.to_numpy() + OTHERS).alias("Id"),
        pl.concat_str(pl.lit("R_unknown"), number).alias("NPS_Response_Id__c"),
    )
    calls = other.with_columns(
        salesforce_ids("00T", number.to_numpy() + 2 * OTHERS).alias("Id"),
        pl.lit("Call").alias("Type"),
        pl.lit(None, dtype=pl.String).alias("NPS_Response_Id__c"),
    )
    counts["tasks:unknown_response"] += len(lost)
    counts["tasks:other_type"] += len(calls)
    landing.csv(
        "salesforce/Task/Task_2026-06-30.csv",
        pl.concat([lost, calls]).with_columns(
            pl.col("IsDeleted").cast(pl.Int8).cast(pl.String),
            stamp("CreatedDate"),
            stamp("SystemModstamp"),
        ),
        quote_all=True,
    )


def _follow_ups(
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    life: Life,
    response_ids: pl.Series,
    streams: Streams,
) -> pl.DataFrame:
    """One task per detractor reached: one in ten names no response, some are closed without a
    documented action. Times in epoch seconds, 0: not yet.
    """
    rng = streams.rng("tasks")
    sends = life.sends
    rows = np.flatnonzero(sends["reached"] & (sends["responded"] + 3600 < settings.cutoff))
    n = len(rows)
    account = sends["account"][rows]
    created = sends["responded"][rows] + 3600
    outreach, closed = sends["outreach"][rows], sends["closed"][rows]
    outreach = np.where(outreach < settings.cutoff, outreach, 0)
    hollow = (closed == NEVER) & (rng.random(n) < 0.1) & (outreach > 0)
    completed = np.where(hollow, outreach + 5 * DAY, np.where(closed == NEVER, 0, closed))
    completed = np.where(completed < settings.cutoff, completed, 0)
    documented = (completed > 0) & ~hollow
    named = pl.Series(rng.random(n) < 0.9)
    actions = [
        "Called and agreed a plan",
        "Fixed the import, customer confirmed",
        "Escalated to product, date given",
        "Credit and new training booked",
    ]
    resolution = pl.Series(actions).gather(rng.integers(0, len(actions), n))
    index = contacts.index[sends["contact"][rows]] * 200 + sends["month"][rows]
    return pl.DataFrame(
        {
            "Id": salesforce_ids("00T", index),
            "WhoId": contacts.ids.gather(sends["contact"][rows]),
            "WhatId": accounts.ids.gather(account),
            "AccountId": accounts.ids.gather(account),
            "OwnerId": owner_ids(settings).gather(accounts.owner[account]),
            "done": completed > 0,
            "Priority": np.where(accounts.segment[account] == 2, "High", "Normal").tolist(),
            "ActivityDate": created + 3 * DAY,
            "CreatedDate": created,
            "CompletedDateTime": completed,
            "IsDeleted": rng.random(n) < 0.005,
            "SystemModstamp": np.maximum(np.maximum(completed, outreach), created),
            "NPS_Response_Id__c": response_ids.gather(rows),
            "First_Outreach_At__c": outreach,
            "Resolution__c": resolution,
            "named": named,
            "documented": documented,
        }
    )


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of the export; created and changed stay numbers."""
    pattern = "%Y-%m-%dT%H:%M:%S.000Z"
    return frame.select(
        "Id",
        "WhoId",
        "WhatId",
        "AccountId",
        "OwnerId",
        pl.lit("NPS Follow-up").alias("Type"),
        pl.lit("Follow up on survey answer").alias("Subject"),
        pl.when("done").then(pl.lit("Completed")).otherwise(pl.lit("In Progress")).alias("Status"),
        "Priority",
        stamp("ActivityDate", "%Y-%m-%d"),
        "CreatedDate",
        pl.when(pl.col("CompletedDateTime") > 0)
        .then(stamp("CompletedDateTime", pattern))
        .alias("CompletedDateTime"),
        "IsDeleted",
        "SystemModstamp",
        pl.when("named").then("NPS_Response_Id__c").alias("NPS_Response_Id__c"),
        pl.when(pl.col("First_Outreach_At__c") > 0)
        .then(stamp("First_Outreach_At__c", pattern))
        .alias("First_Outreach_At__c"),
        pl.when("documented").then("Resolution__c").alias("Resolution__c"),
    )
