"""Survey health: filters, splits, quarters that are too young, and what the articles claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import marts_fixture
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

Open = Callable[..., AppTest]


def test_another_survey_changes_the_sentence(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("survey_health")
    assert "relationship surveys by email" in said(app)
    app.selectbox(key="survey_type").select("transactional").run()
    assert healthy(app)
    assert "22.0% of 900 delivered invitations to transactional surveys" in said(app)
    assert "below the 35% to 50% that the articles claim" in said(app)


def test_segments_of_another_split_stay_text(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("survey_health")
    app.selectbox(key="split").select("industry").run()
    assert healthy(app)
    assert all("<b>" not in block.value and not block.allow_html for block in app.markdown)


def test_a_channel_without_claims_says_so(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("update marts.response_rates set target_lo = null",))
    app = open_page("survey_health")
    assert healthy(app)
    assert "The articles claim nothing for this channel" in said(app)
    assert "that the articles claim" not in said(app)


def test_too_young_quarters_say_that_a_year_must_pass(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("update marts.response_bias set respondent_grr = null",))
    app = open_page("survey_health")
    assert healthy(app)
    assert "a year must pass" in said(app)


def test_a_program_without_accounts_has_no_shares(open_page: Open, home: Path) -> None:
    none = (
        "update marts.response_bias set invited_arr_share = null, responded_arr_share = null,"
        " open_ticket_rate_invited = null, open_ticket_rate_not_invited = null, flag = 'insufficient'"
    )
    marts_fixture.build(home, change=(none,))
    app = open_page("survey_health")
    assert healthy(app)
    assert "Not known for this survey and program" in notices(app)
    assert "too few answers to rely on" in said(app)


def test_the_quarter_comes_from_the_reader(open_page: Open, home: Path) -> None:
    odd = "update marts.response_bias set r_indicator = 0.5 where quarter = date '2025-04-01'"
    marts_fixture.build(home, change=(odd,))
    app = open_page("survey_health")
    assert "R-indicator 0.942" in said(app)
    app.selectbox(key="quarter").select(dt.date(2025, 4, 1)).run()
    assert "R-indicator 0.500" in said(app)


def test_the_suppression_list_can_be_cut_by_reason(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("survey_health")
    assert "1 to 25 of 40 people" in said(app)
    app.selectbox(key="why").select("open_loop").run()
    assert healthy(app)
    assert "1 to 10 of 10 people" in said(app)
    app.selectbox(key="why").select("bounced").run()
    assert "Nobody is on the list for this reason" in notices(app)


def test_too_few_answers_after_reminders_are_said_and_not_drawn(
    open_page: Open, home: Path
) -> None:
    marts_fixture.build(home)
    app = open_page("survey_health")
    assert "the silent are probably unhappier than the score says" in said(app)
    app.selectbox(key="late").select("reminder").run()
    assert healthy(app)
    assert "Fewer than five answers on one side" in notices(app)
