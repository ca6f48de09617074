"""The transactional survey that follows a solved ticket."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY
from ingestion.sample.dirt import soil
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.qualtrics_files import SUPPORT, write_responses, write_sends
from ingestion.sample.settings import Settings, Streams, pick
from ingestion.sample.tickets import Tickets

ZONE = "America/Denver"


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
