"""Words of a comment as dbt/macros/text_tags.sql sees them, for training and evaluation.

The warehouse does the tagging in SQL; this is the same normalisation in Python. Both are held
together by the same worked sentence (tests/unit/test_text_rules.py here,
dbt/tests/surveys/articles_test_sentence.sql there).
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Final

NEGATIONS: Final = (
    "not|no|never|without|cannot|cant|dont|doesnt|didnt|wont|isnt|hardly|nothing|none"
    "|lack|lacks|lacking"
)
FILLERS: Final = "a|an|the|any|very|so|that|too|really|be|been|even|as|all|have|to"
CLAUSE_ENDS: Final = r"[.!?;\n]+| but | however | although | though | except "
SENTIMENT_SCALE: Final = 4000.0


def clauses(text: str) -> list[str]:
    """Clauses of a comment: sentences, cut again at but, however, although, though and except."""
    cut = re.sub(CLAUSE_ENDS, "|", text.lower())
    return [part.strip() for part in cut.split("|") if part.strip()]


def words(text: str) -> str:
    """Lower-case letters between single blanks, n't written as not, a blank at both ends."""
    spelt = re.sub(r"n['’]t($|[^a-z])", r" not\1", text.lower())
    return " " + re.sub("[^a-z]+", " ", spelt).strip() + " "


def terms(text: str) -> set[str]:
    """Distinct words; a negated one carries its negation (not good, never been good: not_good)."""
    joined = re.sub(f"( )(?:{NEGATIONS}) (?:(?:{FILLERS}) )*", r"\1not_", words(text))
    return set(joined.split())


def read_weights(path: Path) -> dict[str, int]:
    """Weights in thousandths of a rating point by term, from the seed sentiment_terms."""
    with path.open(encoding="utf-8") as lines:
        return {row["term"]: int(row["weight"]) for row in csv.DictReader(lines)}


def read_rules(path: Path) -> list[tuple[str, re.Pattern[str]]]:
    """(theme, pattern) of the seed theme_rules; patterns look at `words` of a clause."""
    with path.open(encoding="utf-8") as lines:
        return [(row["theme"], re.compile(row["pattern"])) for row in csv.DictReader(lines)]


def sentiment(text: str, weights: dict[str, int]) -> float:
    """Sentiment from −1 to 1: the sum of the terms' weights over four rating points, clipped."""
    total = sum(weights.get(term, 0) for term in terms(text))
    return max(-1.0, min(1.0, total / SENTIMENT_SCALE))


def themes(text: str, rules: list[tuple[str, re.Pattern[str]]]) -> set[str]:
    """Themes of all clauses of a comment."""
    spelt = [words(clause) for clause in clauses(text)]
    return {theme for theme, pattern in rules if any(pattern.search(part) for part in spelt)}
