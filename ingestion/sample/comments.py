"""Comments: templates by theme and mood, some with personal data, some in other languages."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample import story
from ingestion.sample.names import FIRST, LAST, PHONES
from ingestion.sample.settings import Ints, Settings

# Per theme: what unhappy, indifferent and happy customers write.
TEMPLATES: dict[str, tuple[list[str], list[str], list[str]]] = {
    "reliability": (
        [
            "Since the last release dashboards time out every morning.",
            "Three outages this month, my team has lost trust.",
            "The new version is full of bugs, exports fail half the time.",
            "Data was wrong for two days and nobody told us.",
        ],
        [
            "Mostly stable, a few crashes after updates.",
            "Works, though it can be slow at month end.",
        ],
        ["Rock solid, I cannot remember the last outage.", "Fast and reliable, it just runs."],
    ),
    "pricing": (
        [
            "The price increase came without any added value.",
            "Too expensive for what we use.",
            "Renewal was 12% higher with two weeks notice, we are looking at alternatives.",
            "Billing is confusing, we were charged twice, and seats cost too much.",
        ],
        ["Fair product, but the price keeps climbing.", "Good value at the old price."],
        ["Excellent value for money.", "Pays for itself every quarter."],
    ),
    "support": (
        [
            "Support takes days to answer and then closes the ticket.",
            "I waited a week for a reply and had to explain everything again.",
            "Chat support keeps sending canned answers, nothing gets solved.",
        ],
        ["Support is friendly but slow.", "Tickets get solved, eventually."],
        ["Support solved my issue within the hour, thank you!", "The support team is outstanding."],
    ),
    "onboarding": (
        [
            "Onboarding was a mess, nobody showed us how to import our data.",
            "Setup took three months instead of three weeks.",
        ],
        ["Onboarding was okay, documentation could be better.", "It took a while to get started."],
        [
            "Onboarding was smooth, we were live in a week.",
            "Great training sessions for new users.",
        ],
    ),
    "features": (
        [
            "The integration with our ERP is still missing after two years of promises.",
            "Reporting is too basic, we export everything to spreadsheets.",
        ],
        ["Please add scheduled reports, otherwise fine.", "Would love a better mobile app."],
        ["The automation builder is brilliant.", "New alerts feature saves us hours every week."],
    ),
    "usability": (
        [
            "The interface is confusing, simple tasks take ten clicks.",
            "Navigation changed again and nobody can find anything.",
        ],
        ["Easy enough once you know where things are.", "Decent, but the search needs work."],
        ["So easy to use, even our finance people like it.", "Clean and intuitive interface."],
    ),
    "value": (
        [
            "We do not see the benefit any more, usage in my team is dropping.",
            "It does not fit how we work now.",
        ],
        ["Does the job.", "It is fine.", "No strong opinion, it works for us."],
        [
            "Could not run our operations without it.",
            "Best tool we bought in years, we recommend it.",
        ],
    ),
}
FOREIGN: tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]] = (
    [
        ("DE", "Der Support antwortet erst nach Tagen, das ist zu langsam."),
        ("DE", "Seit dem letzten Update stürzt die Anwendung ständig ab."),
        ("FR", "Trop cher pour ce que nous utilisons."),
        ("FR", "L'interface est compliquée et lente."),
        ("JA", "サポートの返信が遅すぎます。"),
        ("ES", "Demasiados errores después de la actualización."),
    ],
    [
        ("DE", "Funktioniert, aber die Dokumentation könnte besser sein."),
        ("FR", "Correct, mais il manque des rapports."),
        ("JA", "普通に使えます。"),
    ],
    [
        ("DE", "Sehr zuverlässig und einfach zu bedienen!"),
        ("FR", "Excellent outil, équipe formidable."),
        ("JA", "とても使いやすいです。"),
        ("ES", "Muy buen producto, lo recomiendo."),
    ],
)
PERSONAL = [
    " Please call me on {phone}.",
    " You can reach me at {email}.",
    "\nRegards, {name}",
    " Ask {name} in my team, {email}.",
    " Hi, this is {name}, my number is {phone}.",
]


def _flatten() -> tuple[pl.Series, Ints, Ints]:
    texts: list[str] = []
    start, size = np.zeros((7, 3), dtype=np.int64), np.zeros((7, 3), dtype=np.int64)
    for t, theme in enumerate(story.THEMES):
        for mood, options in enumerate(TEMPLATES[theme]):
            start[t, mood], size[t, mood] = len(texts), len(options)
            texts += options
    return pl.Series(texts), start, size


def make_comments(
    settings: Settings, rng: np.random.Generator, score: Ints, month: Ints, share: float = 0.6
) -> pl.DataFrame:
    """`comment` (null when none), `language` of each answer, and how many hold personal data."""
    n = len(score)
    texts, start, size = _flatten()
    weights = np.array([story.theme_weights(settings, m) for m in range(settings.months)])
    cumulative = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    theme = (
        rng.random(n)[:, None] > cumulative[np.clip(month, 0, settings.months - 1)][:, :-1]
    ).sum(axis=1)
    mood = np.where(score <= 6, 0, np.where(score <= 8, 1, 2))
    at = start[theme, mood] + (rng.random(n) * size[theme, mood]).astype(np.int64)
    flat = [(m, lang, text) for m, options in enumerate(FOREIGN) for lang, text in options]
    first = np.array([0, *np.cumsum([len(o) for o in FOREIGN])[:-1]])
    count = np.array([len(o) for o in FOREIGN])
    foreign = first[mood] + (rng.random(n) * count[mood]).astype(np.int64)
    abroad = rng.random(n) < 0.10
    personal = (rng.random(n) < 0.06) & ~abroad
    first_name = pl.Series(FIRST).gather(rng.integers(0, len(FIRST), n))
    last_name = pl.Series(LAST).gather(rng.integers(0, len(LAST), n))
    digits = pl.Series(rng.integers(10, 100, n)).cast(pl.String)
    frame = pl.DataFrame(
        {
            "own": texts.gather(at),
            "foreign": pl.Series([f[2] for f in flat]).gather(foreign),
            "code": pl.Series([f[1] for f in flat]).gather(foreign),
            "abroad": abroad,
            "tail": pl.Series(PERSONAL).gather(rng.integers(0, len(PERSONAL), n)),
            "personal": personal,
            "phone": pl.Series(PHONES).gather(rng.integers(0, len(PHONES), n)),
            "digits": digits,
            "name": first_name + " " + last_name,
            "email": first_name.str.to_lowercase()
            + "."
            + last_name.str.to_lowercase()
            + "@mail.example",
            "written": rng.random(n) < share,
        }
    )
    tail = (
        pl.col("tail")
        .str.replace(
            "{phone}",
            pl.col("phone").str.replace("{}", pl.col("digits"), literal=True),
            literal=True,
        )
        .str.replace("{email}", pl.col("email"), literal=True)
        .str.replace("{name}", pl.col("name"), literal=True)
    )
    base = pl.when("abroad").then("foreign").otherwise("own")
    full = pl.when("personal").then(base + tail).otherwise(base)
    return frame.select(
        pl.when("written").then(full).otherwise(None).alias("comment"),
        pl.when("abroad").then("code").otherwise(pl.lit("EN")).alias("language"),
    )
