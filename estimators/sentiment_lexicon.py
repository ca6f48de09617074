"""Learns the sentiment weights of words from human ratings: ridge regression on their presence.

`python -m estimators.sentiment_lexicon --ratings DIR --seed dbt/seeds/sentiment_terms.csv` reads
two rating files (id, mean rating −4…+4, text; tab separated) and writes one weight per term. The
domain terms below are set by hand and go before what was learnt: ratings of gadgets and tweets
know no outages.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from estimators import text_rules

PENALTY: Final = 5.0
MINIMUM_TEXTS: Final = 3
TWEET_WEIGHT: Final = 0.7
Rating = tuple[str, float, str]
STEPS: Final = 400
Vector = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
# Thousandths of a rating point.
DOMAIN_TERMS: Final = {
    -1200: """bug bugs buggy crash crashes crashed outage outages downtime unresolved broken fails
        failed unreliable unstable mess frustrating frustrated useless churn cancel cancelled
        cancelling terrible""",
    -900: """issue issues problem problems error errors slow laggy lag confusing complicated
        expensive overpriced missing clunky delay delays waited unresponsive timeout timeouts
        not_resolved not_solved not_work not_working not_fixed not_worth not_find not_answer
        not_reply not_respond not_easy not_intuitive wrong lost distrust alternatives dropping
        twice""",
    900: """reliable stable intuitive seamless smooth helpful responsive outstanding brilliant
        recommend not_issues not_problems not_problem not_outage not_bugs not_complaints""",
}


def read_ratings(path: Path) -> list[Rating]:
    """(id, rating, text) of a rating file."""
    parts = (line.split("\t") for line in path.read_text("utf-8", errors="replace").splitlines())
    return [(part[0], float(part[1]), part[2]) for part in parts if len(part) == 3]


def domain_weights() -> dict[str, int]:
    """The hand-set terms."""
    return {term: weight for weight, listed in DOMAIN_TERMS.items() for term in listed.split()}


def learn(reviews: list[Rating], tweets: list[Rating]) -> dict[str, int]:
    """Weights in thousandths of a rating point; ratings are centred per source first."""
    found = [[text_rules.terms(text) for _, _, text in part] for part in (reviews, tweets)]
    seen = Counter(term for part in found for each in part for term in each)
    columns = {t: n for n, t in enumerate(sorted(t for t in seen if seen[t] >= MINIMUM_TEXTS))}
    texts = [each for part in found for each in part]
    cells = [(row, columns[t]) for row, text in enumerate(texts) for t in text if t in columns]
    rows, places = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    importance = np.r_[np.ones(len(reviews)), np.full(len(tweets), TWEET_WEIGHT)]
    rated = [np.array([rating for _, rating, _ in part]) for part in (reviews, tweets)]
    centred = np.concatenate([part - part.mean() if len(part) else part for part in rated])
    fitted = ridge(rows, places, centred, importance**2, len(columns))
    weights = {t: round(1000 * float(fitted[n])) for t, n in columns.items()}
    return {**{t: w for t, w in weights.items() if abs(w) >= 20}, **domain_weights()}


def ridge(rows: Places, places: Places, targets: Vector, importance: Vector, width: int) -> Vector:
    """Minimises Σ importance·(target − Σ weights present)² + PENALTY·Σ weight².

    By conjugate gradients. A text's row holds 1 at each of its terms' places; the matrix is only
    ever multiplied with.
    """

    def normal(weights: Vector) -> Vector:
        fitted = np.bincount(rows, weights[places], len(targets)) * importance
        return np.bincount(places, fitted[rows], width) + PENALTY * weights

    weights = np.zeros(width)
    rest: Vector = np.asarray(
        np.bincount(places, (targets * importance)[rows], width), dtype=np.float64
    )
    direction, size = rest.copy(), float(rest @ rest)
    for _ in range(STEPS):
        if size < 1e-18:
            break
        moved = normal(direction)
        length = size / float(direction @ moved)
        weights += length * direction
        rest -= length * moved
        smaller = float(rest @ rest)
        direction, size = rest + smaller / size * direction, smaller
    return weights


def main() -> None:
    """Write the seed from all ratings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--ratings", type=Path, required=True)
    parser.add_argument("--seed", type=Path, required=True)
    options = parser.parse_args()
    reviews = read_ratings(options.ratings / "amazonReviewSnippets_GroundTruth.txt")
    tweets = read_ratings(options.ratings / "tweets_GroundTruth.txt")
    by_hand = domain_weights()
    with options.seed.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["term", "weight", "origin"])
        for term, weight in sorted(learn(reviews, tweets).items()):
            writer.writerow([term, weight, "domain" if term in by_hand else "learnt"])


if __name__ == "__main__":
    main()
