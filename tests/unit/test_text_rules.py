"""Words, clauses, themes and sentiment of comments, as seeds and macros have them."""

from pathlib import Path

import pytest

from estimators import sentiment_lexicon, text_evaluation, text_rules

SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
RULES = text_rules.read_rules(SEEDS / "theme_rules.csv")
WEIGHTS = text_rules.read_weights(SEEDS / "sentiment_terms.csv")
ARTICLES = (
    "The platform works fine, but we've had ongoing integration issues that haven't been resolved."
)


def test_the_articles_sentence_is_unhappy_about_integrations_only() -> None:
    first, second = text_rules.clauses(ARTICLES)
    assert text_rules.themes(second, RULES) == {"integrations"}
    assert text_rules.sentiment(second, WEIGHTS) < 0 < text_rules.sentiment(first, WEIGHTS)


def test_negation_reaches_over_fillers() -> None:
    assert "not_resolved" in text_rules.terms("It hasn't been resolved")
    assert "not_good" in text_rules.terms("This is NOT a very good thing")


@pytest.mark.parametrize(
    ("comment", "theme"),
    [
        ("Too expensive for what we use.", "pricing"),
        ("Support takes days to answer.", "support"),
        ("Three outages this month.", "performance_reliability"),
        ("Reporting is too basic.", "missing_features"),
        ("The interface is confusing.", "ease_of_use"),
        ("Setup took three months.", "onboarding"),
        ("We were charged twice on one invoice.", "billing"),
        ("Sync with our CRM breaks.", "integrations"),
        ("It is full of bugs.", "product_quality"),
    ],
)
def test_every_theme_is_found(comment: str, theme: str) -> None:
    assert theme in text_rules.themes(comment, RULES)


def test_a_comment_about_nothing_in_particular_has_no_theme() -> None:
    assert text_rules.themes("No strong opinion.", RULES) == set()


def test_patterns_stay_within_what_both_engines_share() -> None:
    assert all("\\" not in pattern.pattern and "(?" not in pattern.pattern for _, pattern in RULES)


def test_terms_set_by_hand_go_before_learnt_ones() -> None:
    learnt = sentiment_lexicon.learn([("1_1", 4.0, "outage")] * 3, [("1", -4.0, "joy")] * 3)
    assert learnt["outage"] == sentiment_lexicon.domain_weights()["outage"] < 0


def test_rates_of_nothing_are_zero() -> None:
    assert text_evaluation.rates([False], [True]) == (0.0, 0.0, 0.0)
    assert text_evaluation.rates([True, True], [True, False]) == (0.5, 1.0, pytest.approx(2 / 3))


def test_held_out_sentiment_beats_vader_by_five_points() -> None:
    folder = DATA / "vader_groundtruth"
    if not folder.is_dir():
        pytest.skip("third-party ratings are not here")
    correlation, count = text_evaluation.held_out_correlation(folder)
    assert count > 3000
    assert correlation >= 0.59 + 0.05
