"""Closed loop: rates, queue, waiting, recovery; filtered, too young, and absent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

from dashboards.components import loop_words

Open = Callable[..., AppTest]


def queue(app: AppTest) -> list[str]:
    return list(next(f.value for f in app.dataframe if "left" in f.value.columns)["left"])


def test_the_queue_shows_who_is_beyond_the_deadline(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("closed_loop")
    assert "20 detractors are waiting, 7 of them beyond their deadline" in said(app)
    assert "as of 1 Jul 2026, 06:00 UTC" in said(app)
    assert queue(app)[0] == "▲ 7.0 days overdue"
    assert len(queue(app)) == 7


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [("detractor", "1 to 20 of 20"), ("passive", "1 to 15 of 15"), ("all", "1 to 25 of 50")],
)
def test_the_queue_can_be_chosen(open_page: Open, home: Path, waiting: str, expected: str) -> None:
    marts_fixture.build(home)
    app = open_page("closed_loop")
    app.selectbox(key="waiting").select(waiting).run()
    assert healthy(app)
    assert expected in said(app)


def test_owner_and_tier_filter_rates_and_queue(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("closed_loop")
    app.selectbox(key="owner_id").select("own2").run()
    app.selectbox(key="arr_tier").select("standard").run()
    assert healthy(app)
    assert "20 loops)" in said(app)
    assert len(queue(app)) == 2


def test_nobody_waiting_is_said(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("delete from marts.action_queue",))
    app = open_page("closed_loop")
    assert healthy(app)
    assert "Nobody is waiting." in said(app)


def test_the_month_still_running_is_not_the_headline(open_page: Open, home: Path) -> None:
    marts_fixture.build(
        home, change=("update meta.publication set survey_as_of = timestamp '2026-06-15'",)
    )
    app = open_page("closed_loop")
    assert "Of the detractors of May 2026 whose time was up" in said(app)
    assert "Jun 2026 (still running)" in app.selectbox(key="month").options


def test_a_half_that_is_never_reached_is_said(open_page: Open, home: Path) -> None:
    never = (
        "update marts.loop_time_to_action set survival = 0.9, survival_lo = 0.8, survival_hi = 1"
    )
    marts_fixture.build(home, change=(never,))
    app = open_page("closed_loop")
    assert healthy(app)
    assert "Fewer than half of the detractors are ever contacted" in said(app)


def test_a_quarter_too_young_for_recovery_says_so(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("closed_loop")
    app.selectbox(key="opened").select("quarter:2026-04-01").run()
    assert healthy(app)
    assert "180 days must pass" in said(app)


def test_recovery_by_segment_stays_text(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("closed_loop")
    app.selectbox(key="split").select("industry").run()
    app.selectbox(key="theme").select("pricing").run()
    assert healthy(app)
    assert all("<b>" not in block.value and not block.allow_html for block in app.markdown)


def test_groups_too_small_to_compare_are_said(open_page: Open, home: Path) -> None:
    none = "update marts.detractor_recovery set contacted_minus_uncontacted = null"
    marts_fixture.build(home, change=(none,))
    app = open_page("closed_loop")
    assert healthy(app)
    assert "cannot be compared" in said(app)


def test_without_claims_no_band_is_named(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, drop=("marts.program_scorecard",))
    app = open_page("closed_loop")
    assert healthy(app)
    assert "claim" not in said(app).split("Bands named")[0]
    assert not notices(app)


@pytest.mark.parametrize(
    ("hours", "text"),
    [(0.5, "30 minutes"), (12, "12 h"), (60, "2.5 days"), (960, "40 days"), (None, "not reached")],
)
def test_spans_of_time(hours: float | None, text: str) -> None:
    assert loop_words.hours(hours) == text
