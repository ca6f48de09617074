"""Voice of the customer: money, mood, quotes, actions, each in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

Open = Callable[..., AppTest]


def test_the_theme_with_the_most_money_is_named(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("voice")
    assert healthy(app)
    assert (
        "In Q2 2026 pricing weighs most: $820K of yearly revenue is at risk, and $156K a year more "
        "than among passives is likely to be lost. Detractors who named no theme stand for $1.45M."
        in said(app)
    )


def test_the_sentence_follows_the_marts(open_page: Open, home: Path) -> None:
    change = "update marts.theme_impact set excess_loss_usd = 654321 where theme = 'onboarding'"
    marts_fixture.build(home, change=(change,))
    text = said(open_page("voice"))
    assert "In Q2 2026 onboarding weighs most: $150K of yearly revenue is at risk" in text
    assert "$654K a year more than among passives is likely to be lost, an estimate" in text


def test_without_billing_the_count_of_answers_is_said(open_page: Open, home: Path) -> None:
    change = (
        "update marts.theme_impact set arr_at_risk_usd = null, arr_touched_usd = null,"
        " expected_loss_usd = null, excess_loss_usd = null, churn_probability = null"
    )
    marts_fixture.build(home, change=(change,))
    app = open_page("voice")
    assert healthy(app)
    assert "In Q2 2026 pricing was named most (41 detractor answers)." in said(app)
    assert "it needs billing" in notices(app)


def test_another_quarter_and_theme(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("voice")
    app.selectbox(key="quarter").select_index(2).run()
    assert "In Q4 2025 pricing weighs most" in said(app)
    app.selectbox(key="theme").select("onboarding").run()
    assert healthy(app)
    assert "No comment of a detractor on this theme can be quoted" in said(app)
    assert "Not enough responses." in notices(app)


def test_quotes_and_titles_stay_text(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("voice")
    assert "Renewal was <b>12%</b> higher, *no* notice." in said(app)
    assert "Seats cost $too$ much." in said(app)
    assert "Price <b>protection</b> for *existing* contracts" in said(app)
    for block in app.markdown:
        assert "<b>" not in block.value
        assert not block.allow_html


@pytest.mark.parametrize(
    "words",
    [
        "● it helped, by more than chance explains",
        "◇ that it helped is not shown",
        "▼ it got worse, by more than chance explains",
        "○ not shipped yet",
        "○ too early: answers until 1 Sep 2026 count",
        "Those who named it went from −22 to +9 NPS, everybody else from +21 to +24: +28 points "
        "between the two (95% interval +10 to +46).",
        "Named in 14.0% of the comments before (84) and 8.0% after (51).",
    ],
)
def test_actions_are_judged_in_words(open_page: Open, home: Path, words: str) -> None:
    marts_fixture.build(home)
    assert words in said(open_page("voice"))


def test_no_action_item_is_said(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("delete from marts.action_item_impact",))
    app = open_page("voice")
    assert healthy(app)
    assert "No action item is recorded" in notices(app)


def test_revenue_touched_is_named_as_not_additive(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("voice")
    assert "these bars add up" in said(app)
    assert any("arr_touched_usd" in frame.value.columns for frame in app.dataframe)


def test_drivers_are_said_with_what_chance_explains(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    assert (
        "In the year to Q2 2026 support goes with the lowest scores (−38 points) and ease of use "
        "with the highest (+12 points); 2 of 4 drivers differ from the rest by more than chance "
        "explains." in said(open_page("voice"))
    )
    change = "update marts.nps_drivers set is_significant = false"
    marts_fixture.build(home, "fixture0002", change=(change,))
    text = said(open_page("voice"))
    assert "In the year to Q2 2026 no theme is shown to go with a better or a worse score." in text


def test_drivers_without_a_regression_still_have_their_table(open_page: Open, home: Path) -> None:
    change = (
        "update marts.nps_drivers set adjusted_coefficient = null, adjusted_coefficient_lo = null,"
        " adjusted_coefficient_hi = null, is_significant = false, coverage_level = null"
    )
    marts_fixture.build(home, change=(change,))
    app = open_page("voice")
    assert healthy(app)
    assert not notices(app)
