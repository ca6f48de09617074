"""`python -m estimators.text_evaluation`: how good theme tags and sentiment are, held out.

Sentiment: 5-fold cross-validation over whole product reviews of the rating files, weights learnt
anew per fold from the other reviews and the tweets. App reviews never taught anything: theme tags
against sentences with an annotated feature, sentiment against the annotated polarity.
"""

from __future__ import annotations

import argparse
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import numpy as np

from estimators import sentiment_lexicon, text_rules

FOLDS: Final = 5
ROOT: Final = Path(__file__).resolve().parents[1]
SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Row = dict[str, str]


def held_out_correlation(folder: Path) -> tuple[float, int]:
    """Pearson correlation of held-out scores with people on review snippets, and their number."""
    reviews = sentiment_lexicon.read_ratings(folder / "amazonReviewSnippets_GroundTruth.txt")
    tweets = sentiment_lexicon.read_ratings(folder / "tweets_GroundTruth.txt")
    folds = [zlib.crc32(key.split("_")[0].encode()) % FOLDS for key, _, _ in reviews]
    scores = np.zeros(len(reviews))
    for fold in range(FOLDS):
        rest = [review for review, place in zip(reviews, folds, strict=True) if place != fold]
        weights = sentiment_lexicon.learn(rest, tweets)
        for row, (_, _, text) in enumerate(reviews):
            if folds[row] == fold:
                scores[row] = text_rules.sentiment(text, weights)
    rated = np.array([rating for _, rating, _ in reviews])
    return float(np.corrcoef(scores, rated)[0, 1]), len(reviews)


def read_sheet(path: Path) -> list[Row]:
    """Rows of the first sheet of a workbook by its header (text cells only)."""
    with zipfile.ZipFile(path) as book:
        texts = [
            "".join(part.text or "" for part in item.iter(SHEET + "t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [_cells(row, texts) for row in sheet.iter(SHEET + "row")]
    header = rows[0]
    return [{header[c]: text for c, text in row.items() if c in header} for row in rows[1:]]


def _cells(row: ElementTree.Element, texts: list[str]) -> dict[str, str]:
    found = {}
    for cell in row:
        value = cell.find(SHEET + "v")
        if value is not None and value.text:
            column = re.sub("[0-9]", "", cell.get("r", ""))
            found[column] = texts[int(value.text)] if cell.get("t") == "s" else value.text
    return found


def rates(predicted: list[bool], actual: list[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where nothing was predicted or present."""
    hits = sum(p and a for p, a in zip(predicted, actual, strict=True))
    precision = hits / max(1, sum(predicted))
    recall = hits / max(1, sum(actual))
    return precision, recall, 2 * precision * recall / max(1e-12, precision + recall)


def evaluate(data: Path) -> list[tuple[str, str]]:
    """(measure, figure) rows. Raises FileNotFoundError where the test data is absent."""
    seeds = ROOT / "dbt" / "seeds"
    rules = text_rules.read_rules(seeds / "theme_rules.csv")
    weights = text_rules.read_weights(seeds / "sentiment_terms.csv")
    correlation, count = held_out_correlation(data / "vader_groundtruth")
    lines = [("sentiment, review snippets, held-out correlation", f"{correlation:.3f} (n {count})")]
    sheet = read_sheet(data / "app_review_groundtruth" / "ground_truth.xlsx")
    sentences = [row for row in sheet if row.get("Sentence content")]
    tagged = [bool(text_rules.themes(row["Sentence content"], rules)) for row in sentences]
    annotated = [bool(row.get("Feature (All Annotated)")) for row in sentences]
    lines.append(
        ("app reviews, any theme against any annotated feature", _shown(tagged, annotated))
    )
    for name, sign in (("Positive", 1), ("Negative", -1)):
        polar = [r for r in sentences if r.get("Feature (Positive)") or r.get("Feature (Negative)")]
        scored = [text_rules.sentiment(r["Sentence content"], weights) * sign > 0 for r in polar]
        actual = [bool(r.get(f"Feature ({name})")) for r in polar]
        lines.append((f"app reviews, {name.lower()} feature by sentiment", _shown(scored, actual)))
    return lines


def _shown(predicted: list[bool], actual: list[bool]) -> str:
    precision, recall, score = rates(predicted, actual)
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f} (n {len(actual)})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Quality of theme tags and sentiment")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    for measure, figure in evaluate(parser.parse_args().data):
        print(f"{measure:55} {figure}")


if __name__ == "__main__":
    main()
