"""The quarterly relationship survey as Qualtrics exports it: answers, edits, dirt, sends."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.comments import make_comments
from ingestion.sample.dates import DAY
from ingestion.sample.dirt import soil
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.life import SEND_STATUS, Life
from ingestion.sample.population import Accounts, Contacts
from ingestion.sample.qualtrics_files import RELATIONSHIP, write_responses, write_sends
from ingestion.sample.settings import Floats, Settings, Streams


@dataclass
class Expected:
    """Expected promoters minus detractors, their variance and the answers, by industry."""

    by_industry: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, promoters: Floats, detractors: Floats) -> None:
        """Add answers with their probabilities of being a promoter or a detractor."""
        mean = promoters - detractors
        row = self.by_industry.setdefault(name, [0.0, 0.0, 0.0])
        row[0] += len(mean)
        row[1] += float(np.sum(mean))
        row[2] += float(np.sum(promoters + detractors - mean**2))


def normal_cdf(x: Floats) -> Floats:
    """Standard normal distribution function."""
    return np.asarray(0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2))), dtype=np.float64)


def response_ids(contacts: Contacts, life: Life) -> pl.Series:
    """ResponseId of every send (used only where it was answered)."""
    key = contacts.index[life.sends["contact"]] * 1_000 + life.sends["month"]
    return tokens("R_", key, 15)


def _answers(
    settings: Settings, contacts: Contacts, life: Life, ids: pl.Series, rng: np.random.Generator
) -> tuple[pl.DataFrame, np.ndarray]:
    sends = life.sends
    rows = np.flatnonzero(sends["answered"] & (sends["responded"] < settings.cutoff))
    who = sends["contact"][rows]
    score = sends["score"][rows]
    words = make_comments(settings, rng, score, sends["month"][rows])
    lost = pl.Series(rng.random(len(rows)) < 0.10)
    email = contacts.emails.gather(who)
    return pl.DataFrame(
        {
            "ResponseId": ids.gather(rows),
            "recorded": sends["responded"][rows],
            "status": pl.Series(["0"]).gather(np.zeros(len(rows), dtype=np.int64)),
            "finished": np.ones(len(rows), dtype=bool),
            # Some tools write the address in capitals; it is the same person.
            "email": pl.select(
                pl.when(lost).then(email.str.to_uppercase()).otherwise(email)
            ).to_series(),
            "reference": pl.select(
                pl.when(lost).then(None).otherwise(contacts.ids.gather(who))
            ).to_series(),
            "first": contacts.first.gather(who),
            "last": contacts.last.gather(who),
            "channel": pl.Series(["email"]).gather(np.zeros(len(rows), dtype=np.int64)),
            "language": words["language"],
            "score": pl.Series(score).cast(pl.String),
            "comment": words["comment"],
            "recorded_text": pl.Series([None], dtype=pl.String).gather(
                np.zeros(len(rows), dtype=np.int64)
            ),
        }
    ), rows


def _edits(
    settings: Settings,
    answers: pl.DataFrame,
    mean: Floats,
    rng: np.random.Generator,
    counts: Counter[str],
) -> pl.DataFrame:
    """Late edits: the same ResponseId days later, the score drawn anew from the same mood."""
    later = answers["recorded"].to_numpy() + (3 * DAY + rng.random(len(answers)) * 12 * DAY).astype(
        np.int64
    )
    rows = np.flatnonzero((rng.random(len(answers)) < 0.015) & (later < settings.as_of - DAY))
    again = np.clip(np.rint(mean[rows] + rng.normal(0, story.ANSWER_NOISE, len(rows))), 0, 10)
    counts["edited"] += len(rows)
    return answers[rows].with_columns(
        pl.Series("recorded", later[rows]),
        pl.Series("score", again.astype(np.int64)).cast(pl.String),
    )


def _directory(landing: Landing, contacts: Contacts, life: Life) -> pl.Series:
    """Every tenth contact is known to the survey tool by its own directory id only."""
    own = pl.Series(contacts.index % 10 == 3)
    directory = tokens("CID_", contacts.index, 15)
    asked = np.zeros(contacts.size, dtype=bool)
    asked[life.sends["contact"]] = True
    landing.csv(
        "qualtrics/directory_contacts/directory.csv",
        pl.DataFrame(
            {
                "contact_id": directory,
                "email": contacts.emails,
                "external_data_reference": contacts.ids,
            }
        ).filter(own & pl.Series(asked)),
    )
    return pl.select(pl.when(own).then(directory).otherwise(contacts.ids)).to_series()


def write_relationship(
    landing: Landing,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    life: Life,
    streams: Streams,
    counts: Counter[str],
    expected: Expected,
) -> None:
    """All files of the relationship survey for one chunk."""
    rng = streams.rng("relationship")
    ids = response_ids(contacts, life)
    answers, rows = _answers(settings, contacts, life, ids, rng)
    mean = life.sends["mean"][rows]
    account = life.sends["account"][rows]
    edits = _edits(settings, answers, mean, rng, counts)
    twice = answers.filter(pl.Series(rng.random(len(answers)) < 0.01))
    counts["duplicate_rows"] += len(twice)
    counts["answers"] += len(answers)
    write_responses(
        landing,
        RELATIONSHIP,
        soil(pl.concat([answers, edits, twice]), rng, f"rel{streams.chunk}", counts),
    )
    high = 1 - normal_cdf((8.5 - mean) / story.ANSWER_NOISE)
    low = normal_cdf((6.5 - mean) / story.ANSWER_NOISE)
    real = ~accounts.is_internal[account]
    # A merged account's answers are counted under the account that survives.
    into = accounts.merged_into[account]
    known_as = accounts.industry[np.where(into >= 0, into, account)]
    for industry in range(int(accounts.industry.max()) + 1):
        mine = real & (known_as == industry)
        expected.add(str(industry), high[mine], low[mine])
    names = _directory(landing, contacts, life)
    sends = life.sends
    answered = sends["answered"] & (sends["responded"] < settings.cutoff)
    counts["sends"] += len(answered)
    counts["bounced_sends"] += int(np.isin(sends["status"], [3, 4]).sum())
    write_sends(
        landing,
        RELATIONSHIP,
        pl.DataFrame(
            {
                "contact_id": names.gather(sends["contact"]),
                "distribution_id": tokens("EMD_", sends["month"].astype(np.int64), 15),
                "sent": sends["sent"],
                "status": pl.Series(SEND_STATUS).gather(sends["status"]),
                "responded": np.where(answered, sends["responded"], 0),
                "response_id": ids,
            }
        ),
    )
