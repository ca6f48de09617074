"""A second survey tool, through the generic contract: NPS shown in the product."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY, stamp
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.life import Life, active_at
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.settings import Settings, Streams

IN_APP = "inapp_nps"
TIME = "%Y-%m-%dT%H:%M:%SZ"
INVITATION = [
    "invitation_id", "survey_id", "respondent_id", "email", "account_id", "channel", "sent_at",
    "status", "trigger_event_id",
]  # fmt: skip
RESPONSE = [
    "response_id", "invitation_id", "survey_id", "respondent_id", "email", "account_id", "score",
    "comment", "responded_at", "language", "trigger_event_id",
]  # fmt: skip


def write_in_app(
    landing: Landing, settings: Settings, accounts: Accounts, contacts: Contacts, life: Life,
    streams: Streams, counts: Counter[str],
) -> None:  # fmt: skip
    """Two waves a year, and the first invitations of the next one in the night of the export."""
    rng = streams.rng("in-app")
    waves = [
        (int(settings.month_edges[month]) + 24 * DAY + 9 * 3600, month, 0.08, 8 * 3600)
        for month in range(settings.months - 1, -1, -6)
    ]
    waves.append((settings.as_of + 3600, settings.months - 1, 0.004, 4 * 3600))
    for moment, month, share, span in waves:
        chosen = active_at(life, accounts, moment)[contacts.account] & ~contacts.is_deleted
        chosen &= rng.random(contacts.size) < share
        if moment > settings.as_of:
            chosen[np.flatnonzero(contacts.account == min(3, accounts.size - 1))[:1]] = True
        frame = _wave(
            settings, accounts, contacts, np.flatnonzero(chosen), moment, month, span, rng
        )
        label = str(pl.from_epoch(pl.Series([moment])).dt.strftime("%Y-%m")[0])
        landing.csv(f"generic/invitations/inapp_{label}.csv", frame.select(INVITATION))
        back = frame.filter(pl.col("answered")).select(RESPONSE)
        if moment < settings.as_of:
            counts["answers"] += len(back)
            back = _spoiled(back, f"rsp_bad{streams.chunk}_{month}", counts)
            landing.csv(f"generic/responses/inapp_{label}.csv", back)


def _wave(
    settings: Settings, accounts: Accounts, contacts: Contacts, who: np.ndarray, moment: int,
    month: int, span: int, rng: np.random.Generator,
) -> pl.DataFrame:  # fmt: skip
    """Invitations and what came of them, as text in the generic contract's columns."""
    n = len(who)
    account = contacts.account[who]
    mean = story.EXPECTED_SCORE[accounts.latent[account]] + contacts.mood[who]
    mean = mean + story.score_shift(settings, accounts, month)[account]
    score = np.clip(np.rint(mean + rng.normal(0, 1.3, n)), 0, 10).astype(np.int64)
    words = make_comments(settings, rng, score, np.full(n, month), 0.3)
    key = contacts.index[who] * 1_000 + month + (1 if moment > settings.as_of else 0)
    sent = moment + rng.integers(0, span, n)
    release = pl.from_epoch(pl.lit(moment)).dt.strftime("release-%Y-%m")
    return pl.DataFrame(
        {
            "invitation_id": tokens("inv_", key, 12), "response_id": tokens("rsp_", key, 12),
            "respondent_id": tokens("usr_", contacts.index[who], 10),
            "email": contacts.emails.gather(who), "account": accounts.ids.gather(account),
            "explicit": rng.random(n) < 0.5, "sent_at": sent, "responded_at": sent + 40,
            "answered": rng.random(n) < 0.3, "score": pl.Series(score).cast(pl.String),
            "comment": words["comment"], "language": words["language"].str.to_lowercase(),
        }
    ).with_columns(
        pl.when("explicit").then("account").alias("account_id"),
        stamp("sent_at", TIME), stamp("responded_at", TIME),
        pl.lit(IN_APP).alias("survey_id"), pl.lit("in_app").alias("channel"),
        pl.lit("delivered").alias("status"), release.alias("trigger_event_id"),
    )  # fmt: skip


def _spoiled(answers: pl.DataFrame, name: str, counts: Counter[str]) -> pl.DataFrame:
    """Add one answer outside the scale where it is rare enough not to spoil the file."""
    if len(answers) <= 30:
        return answers
    counts["quarantined|generic.responses|score_out_of_scale"] += 1
    bad = answers.head(1).with_columns(
        pl.lit("12").alias("score"), pl.lit(name).alias("response_id")
    )
    return pl.concat([answers, bad])
