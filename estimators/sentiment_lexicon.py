"""Learns the sentiment weights of words from human ratings: ridge regression on the presence of terms.

`python -m estimators.sentiment_lexicon --ratings DIR --seed dbt/seeds/sentiment_terms.csv` reads the
two rating files (id, mean rating −4…+4, text; tab separated) and writes one weight per term. The
domain terms below are set by hand and go before what was learnt: ratings of gadgets know no outages.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.linalg import lsqr

from estimators import text_rules

PENALTY: Final = 5.0
MINIMUM_TEXTS: Final = 3
TWEET_WEIGHT: Final = 0.7
Rating = tuple[str, float, str]
# Thousandths of a rating point.
DOMAIN_TERMS: Final = {
    -1200: "bug bugs buggy crash crashes crashed outage outages downtime unresolved broken fails failed "
    "unreliable unstable mess frustrating frustrated useless churn cancel cancelled cancelling terrible",
    -900: "issue issues problem problems error errors slow laggy lag confusing complicated expensive "
    "overpriced missing clunky delay delays waited unresponsive timeout timeouts not_resolved not_solved "
    "not_work not_working not_fixed not_worth not_find not_answer not_reply not_respond not_easy not_intuitive "
    "wrong lost distrust alternatives dropping twice",
    900: "reliable stable intuitive seamless smooth helpful responsive outstanding brilliant recommend "
    "not_issues not_problems not_problem not_outage not_bugs not_complaints",
}


def read_ratings(path: Path) -> list[Rating]:
    """(id, rating, text) of a rating file."""
    parts = (line.split("\t") for line in path.read_text("utf-8", errors="replace").splitlines())
    return [(part[0], float(part[1]), part[2]) for part in parts if len(part) == 3]


def domain_weights() -> dict[str, int]:
    """The hand-set terms."""
    return {term: weight for weight, listed in DOMAIN_TERMS.items() for term in listed.split()}


def _matrix(texts: list[set[str]], columns: dict[str, int], value: float) -> csr_matrix:
    cells = [(row, columns[t]) for row, found in enumerate(texts) for t in found if t in columns]
    rows, places = zip(*cells, strict=True) if cells else ((), ())
    shape = (len(texts), len(columns))
    return csr_matrix((np.full(len(cells), value), (rows, places)), shape=shape)


def learn(reviews: list[Rating], tweets: list[Rating]) -> dict[str, int]:
    """Weights in thousandths of a rating point; ratings are centred per source first."""
    found = [[text_rules.terms(text) for _, _, text in part] for part in (reviews, tweets)]
    seen = Counter(term for part in found for each in part for term in each)
    columns = {t: n for n, t in enumerate(sorted(t for t in seen if seen[t] >= MINIMUM_TEXTS))}
    matrices, targets = [], []
    for part, ratings, weight in zip(found, (reviews, tweets), (1.0, TWEET_WEIGHT), strict=True):
        matrices.append(_matrix(part, columns, weight))
        rated = np.array([rating for _, rating, _ in ratings])
        targets.append((rated - rated.mean()) * weight)
    fitted = lsqr(vstack(matrices), np.concatenate(targets), damp=PENALTY**0.5, iter_lim=400)[0]
    weights = {t: round(1000 * float(fitted[n])) for t, n in columns.items()}
    return {**{t: w for t, w in weights.items() if abs(w) >= 20}, **domain_weights()}


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
