"""Red flags and changes on the overview; cohorts at a glance; raw beside weighted NPS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import marts_fixture
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

Open = Callable[..., AppTest]
FLAG = (
    "update marts.program_scorecard set is_red_flag = true, red_flag_reason ="
    " 'NPS rose, <b>retention</b> did not' where kpi = 'company_grr'"
)


def test_a_red_flag_stands_before_the_figures_in_words(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    assert not open_page().error
    marts_fixture.build(home, "fixture0002", change=(FLAG,))
    app = open_page()
    text = app.error[0].value.replace("\\", "")
    assert text == "**Red flag: Gross revenue retention.** NPS rose, <b>retention</b> did not."
    assert "<b>" not in app.error[0].value
    assert app.error[0].icon == ":material/flag:"


def test_what_changed_is_said(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    text = said(open_page())
    assert (
        "Since the publication of 1 Jun 2026, 1 of 3 figures moved by more than noise, and 1 figure "
        "of the past was restated." in text
    )
    assert "▲ Relationship NPS rose from 12.1 (Q1 2026) to 24.2 (Q2 2026), more than noise." in text
    assert "↻ Restated: Gross revenue retention of <b>promoters</b> of 12 months" in text
    assert "Gross revenue retention fell" not in text


def test_nothing_beyond_noise_is_said(open_page: Open, home: Path) -> None:
    change = "update meta.figure_changes set is_beyond_noise = false, is_restated = false"
    marts_fixture.build(home, change=(change,))
    assert "none of 3 figures moved by more than noise." in said(open_page())


def test_a_first_publication_has_nothing_to_compare_with(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("delete from meta.figure_changes",))
    app = open_page()
    assert healthy(app)
    assert "This is the first publication" in said(app)


def test_an_old_publication_without_changes_says_so(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, drop=("meta.figure_changes",))
    app = open_page()
    assert healthy(app)
    assert "figure_changes" in notices(app)


def test_raw_stands_beside_weighted(open_page: Open, home: Path) -> None:
    change = (
        "update marts.nps_by_segment set nps = 20, nps_weighted = 7, nps_weighted_lo = 1,"
        " nps_weighted_hi = 13 where segment_dimension = 'all'"
    )
    marts_fixture.build(home, change=(change,))
    text = said(open_page("nps"))
    assert (
        "Weighted to everybody who was invited it is +7 (95% interval +1 to +13), as answered +20."
        in text
    )


def test_without_a_frame_the_weighting_says_so(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("update marts.nps_by_segment set nps_weighted = null",))
    app = open_page("nps")
    assert healthy(app)
    assert "It cannot be weighted for non-response" in said(app)


def test_a_change_is_called_chance_or_not(open_page: Open, home: Path) -> None:
    change = "update marts.nps_by_segment set nps_change = 8.25, is_significant_change = {}"
    marts_fixture.build(home, change=(change.format("true"),))
    assert "moved by +8.2 points, more than chance explains" in said(open_page("nps"))
    marts_fixture.build(home, "fixture0002", change=(change.format("false"),))
    assert "moved by +8.2 points, which may be chance" in said(open_page("nps"))


def test_the_map_of_cohorts_names_unfinished_ones(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("retention")
    assert healthy(app)
    assert "13 younger cohorts must wait and have no figure yet." in said(app)
    app.selectbox(key="across").select("horizon_months").run()
    app.selectbox(key="heat_class").select("detractor").run()
    app.selectbox(key="heat").select("nrr").run()
    assert healthy(app)
    assert not notices(app)
