"""The small surveys: employees, partners, and one that no program lists."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample import names, story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.qualtrics_files import (
    EMPLOYEE,
    PARTNER,
    UNLISTED,
    write_responses,
    write_sends,
)
from ingestion.sample.settings import Ints, Settings, Streams


def _panel(
    landing: Landing,
    settings: Settings,
    survey: str,
    rng: np.random.Generator,
    people: int,
    waves: Ints,
    mean: float,
    prefix: str,
    host: str,
    counts: Counter[str],
) -> None:
    """A panel asked in waves at 01:00; the wave of the export's day is sent, not yet answered."""
    person = np.tile(np.arange(people), len(waves))
    sent = np.repeat(waves, people) + 3600
    n = len(person)
    responded = sent + 900 + (rng.random(n) * 9 * DAY).astype(np.int64)
    answered = (rng.random(n) < 0.55) & (responded < settings.as_of)
    score = np.clip(np.rint(rng.normal(mean, 2.0, n)), 0, 10).astype(np.int64)
    words = make_comments(settings, rng, score, story.months_of(settings, sent), 0.3)
    first = pl.Series(names.FIRST).gather(person * 3 % len(names.FIRST))
    last = pl.Series(names.LAST).gather(person * 7 % len(names.LAST))
    number = pl.Series(person).cast(pl.String)
    reference = prefix + number.str.zfill(4)
    ids = tokens(f"R_{prefix[:2]}", np.arange(n) + 1, 13)
    zero = np.zeros(n, dtype=np.int64)
    frame = pl.DataFrame(
        {
            "ResponseId": ids,
            "recorded": responded,
            "status": pl.Series(["0"]).gather(zero),
            "finished": np.ones(n, dtype=bool),
            "email": first.str.to_lowercase() + "." + number + "@" + host,
            "reference": reference,
            "first": first,
            "last": last,
            "channel": pl.Series(["email"]).gather(zero),
            "language": words["language"],
            "score": pl.Series(score).cast(pl.String),
            "comment": words["comment"],
        }
    )
    counts["answers"] += int(answered.sum())
    write_responses(landing, survey, frame.filter(pl.Series(answered)))
    write_sends(
        landing,
        survey,
        pl.DataFrame(
            {
                "contact_id": reference,
                "distribution_id": tokens(f"EMD_{prefix[:2]}", sent, 13),
                "sent": sent,
                "status": pl.Series(["Success"]).gather(zero),
                "responded": np.where(answered, responded, 0),
                "response_id": ids,
            }
        ),
    )


def write_panels(
    landing: Landing, settings: Settings, streams: Streams, counts: Counter[str]
) -> None:
    """Employees each quarter, partners each half-year, and a survey that is on no list."""
    rng = streams.rng("panels")
    quarters = settings.month_edges[::-1][::3][::-1]
    staff = 60 + settings.accounts // 40
    _panel(
        landing, settings, EMPLOYEE, rng, staff, quarters, 7.9, "EMP-", "ourcompany.example", counts
    )
    _panel(
        landing, settings, PARTNER, rng, 40, quarters[::2], 8.3, "PAR-", "partner.example", counts
    )
    _panel(
        landing, settings, UNLISTED, rng, 25, quarters[-2:], 6.0, "WEB-", "visitor.example", counts
    )
