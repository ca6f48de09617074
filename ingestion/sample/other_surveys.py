"""The small surveys: employees, partners, one that no program lists, and an in-app tool."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample import names, story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.life import Life, active_at
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.qualtrics_files import (
    EMPLOYEE,
    PARTNER,
    UNLISTED,
    write_responses,
    write_sends,
)
from ingestion.sample.settings import Ints, Settings, Streams

IN_APP = "inapp_nps"


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


def write_in_app(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    life: Life,
    streams: Streams,
    counts: Counter[str],
) -> None:
    """A second survey tool, through the generic contract: shown in the product twice a year."""
    rng = streams.rng("in-app")
    folder = "generic"
    for month in range(settings.months - 1, -1, -6):
        day = int(settings.month_edges[month]) + 24 * DAY
        label = f"{pl.from_epoch(pl.Series([day])).dt.strftime('%Y-%m')[0]}"
        chosen = active_at(life, accounts, day)[contacts.account] & ~contacts.is_deleted
        who = np.flatnonzero(chosen & (rng.random(contacts.size) < 0.08))
        n = len(who)
        account = contacts.account[who]
        sent = day + 9 * 3600 + rng.integers(0, 8 * 3600, n)
        answered = rng.random(n) < 0.3
        mean = story.EXPECTED_SCORE[accounts.latent[account]] + contacts.mood[who]
        mean = mean + story.score_shift(settings, accounts, month)[account]
        score = np.clip(np.rint(mean + rng.normal(0, 1.3, n)), 0, 10).astype(np.int64)
        words = make_comments(settings, rng, score, np.full(n, month), 0.3)
        key = contacts.index[who] * 1_000 + month
        zero = np.zeros(n, dtype=np.int64)
        explicit = pl.Series(rng.random(n) < 0.5)
        ids = accounts.ids.gather(account)
        frame = pl.DataFrame(
            {
                "invitation_id": tokens("inv_", key, 12),
                "survey_id": pl.Series([IN_APP]).gather(zero),
                "respondent_id": tokens("usr_", contacts.index[who], 10),
                "email": contacts.emails.gather(who),
                "account_id": pl.select(pl.when(explicit).then(ids)).to_series(),
                "channel": pl.Series(["in_app"]).gather(zero),
                "sent_at": sent,
                "status": pl.Series(["delivered"]).gather(zero),
                "trigger_event_id": pl.Series(["release-" + label]).gather(zero),
                "response_id": tokens("rsp_", key, 12),
                "score": pl.Series(score).cast(pl.String),
                "comment": words["comment"],
                "responded_at": sent + 40,
                "language": words["language"],
            }
        )
        pattern = "%Y-%m-%dT%H:%M:%SZ"
        landing.csv(
            f"{folder}/invitations/inapp_{label}.csv",
            frame.select(
                "invitation_id",
                "survey_id",
                "respondent_id",
                "email",
                "account_id",
                "channel",
                stamp("sent_at", pattern),
                "status",
                "trigger_event_id",
            ),
        )
        back = frame.filter(pl.Series(answered)).select(
            "response_id",
            "invitation_id",
            "survey_id",
            "respondent_id",
            "email",
            "account_id",
            "score",
            "comment",
            stamp("responded_at", pattern),
            pl.col("language").str.to_lowercase().alias("language"),
            "trigger_event_id",
        )
        counts["answers"] += len(back)
        if len(back) > 30:
            bad = back.head(1).with_columns(
                pl.lit("12").alias("score"),
                pl.lit(f"rsp_bad{streams.chunk}_{month}").alias("response_id"),
            )
            counts["quarantined|generic.responses|score_out_of_scale"] += 1
            back = pl.concat([back, bad])
        landing.csv(f"{folder}/responses/inapp_{label}.csv", back)
