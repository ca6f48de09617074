"""Every page: full, filtered, suppressed, empty, incomplete, unpublished, renewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import registry

Open = Callable[..., AppTest]
PAGES = registry.page_keys()
TITLES = {page.key: page.question for page in registry.PAGES}
NEEDS = {
    "overview": ["marts.program_scorecard", "marts.nps_by_segment", "marts.mrr_waterfall"],
    "nps": ["marts.nps_by_segment", "marts.nps_score_distribution"],
    "retention": ["marts.retention_by_nps_class", "marts.retention_class_gaps"],
    "economics": [
        "marts.cost_per_prevented_churn",
        "marts.prevented_churn_diagnostics",
        "marts.business_case_inputs",
    ],
    "voice": ["marts.theme_impact", "marts.theme_sentiment", "marts.action_item_impact"],
    "closed_loop": [
        "marts.loop_performance",
        "marts.loop_time_to_action",
        "marts.detractor_recovery",
        "marts.action_queue",
    ],
    "accounts": [
        "marts.account_health",
        "marts.dim_accounts",
        "marts.account_nps_quarterly",
        "marts.advocacy_candidates",
    ],
    "survey_health": [
        "marts.response_rates",
        "marts.response_bias",
        "marts.response_timing",
        "marts.survey_fatigue",
        "marts.suppression_list",
    ],
    "trust": ["quality.load_ledger", "meta.metric_definitions", "quality.check_results"],
}


def said(app: AppTest) -> str:
    """All text of a page, without the escapes that keep it text."""
    blocks = [
        app.title,
        app.subheader,
        app.markdown,
        app.caption,
        app.metric,
        app.info,
        app.warning,
    ]
    texts = [str(getattr(e, "label", "") or "") + " " + str(e.value) for b in blocks for e in b]
    return "\n".join(texts).replace("\\", "")


def healthy(app: AppTest) -> bool:
    """No traceback, and no part that failed (missing data are notices, not failures)."""
    return not app.exception and not any("could not be shown" in e.value for e in app.error)


def notices(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*app.info, *app.error]).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_full_page_has_its_question_banner_and_stamp(
    open_page: Open, home: Path, page: str
) -> None:
    marts_fixture.build(home)
    app = open_page(page)
    assert healthy(app)
    assert [title.value for title in app.title] == [TITLES[page]]
    assert not notices(app)
    assert "Sample data" in app.warning[0].value
    assert "Publication fixture0001" in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_real_data_carries_no_sample_banner(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home, change=("update meta.publication set is_sample = false",))
    assert not open_page(page).warning


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_publication_says_so(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home, empty=True)
    app = open_page(page)
    assert healthy(app)
    assert notices(app)


@pytest.mark.parametrize("page", PAGES)
def test_without_publication_the_page_says_what_to_run(open_page: Open, page: str) -> None:
    app = open_page("overview") if page == "overview" else open_page(page)
    assert healthy(app)
    assert app.title[0].value == "Nothing has been published yet"
    assert any("make run" in block.value for block in app.code)


@pytest.mark.parametrize(
    ("page", "relation"), [(page, relation) for page in NEEDS for relation in NEEDS[page]]
)
def test_a_missing_relation_leaves_a_notice_in_its_place(
    open_page: Open, home: Path, page: str, relation: str
) -> None:
    marts_fixture.build(home, drop=(relation,))
    app = open_page(page)
    assert healthy(app)
    if relation not in ("marts.program_scorecard", "meta.metric_definitions") or page != "overview":
        assert "does not hold" in notices(app)


def test_a_missing_column_leaves_a_notice(open_page: Open, home: Path) -> None:
    marts_fixture.build(home, change=("alter table marts.nps_by_segment drop column nps_lo",))
    app = open_page("nps")
    assert healthy(app)
    assert "nps_lo" in notices(app)


def test_a_damaged_file_is_said(open_page: Open, home: Path) -> None:
    pointer = marts_fixture.build(home)
    pointer.resolve().write_bytes(b"not a database")
    app = open_page()
    assert healthy(app)
    assert "cannot be opened" in app.error[0].value


def test_filters_come_from_the_address(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = AppTest.from_file(str(Path(__file__).parents[2] / "dashboards" / "app.py"))
    app.run()
    app.switch_page("app_pages/nps.py")
    app.query_params["dimension"] = "Country"
    app.query_params["survey_type"] = "Transactional"
    app.run()
    assert app.selectbox(key="dimension").value == "country"
    assert app.selectbox(key="survey_type").value == "transactional"
    assert "Transactional NPS (Customer program) is" in said(app)


def test_choosing_another_program_changes_the_sentence(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("nps")
    assert "Relationship NPS (Customer program)" in said(app)
    app.selectbox(key="program").select("employee").run()
    assert healthy(app)
    assert "Relationship NPS (Employee program)" in said(app)


def test_small_cells_show_words_instead_of_figures(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("nps")
    app.selectbox(key="segment").select("unknown").run()
    assert healthy(app)
    assert "Not enough responses to show single scores" in notices(app)
    table = app.dataframe[-1].value
    unknown = table[table["segment_value"] == "Unknown"].iloc[0]
    assert unknown["change"] == "not enough responses"
    assert unknown["nps"] != unknown["nps"]  # NaN: nothing is shown


@pytest.mark.parametrize("page", ["nps", "retention"])
def test_names_from_the_data_stay_text(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home)
    app = open_page(page)
    key = "dimension" if page == "nps" else "split"
    app.selectbox(key=key).select("industry").run()
    assert healthy(app)
    for block in app.markdown:
        assert "<b>" not in block.value
        assert not block.allow_html


def test_an_unfinished_cohort_is_named_and_has_no_figure(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("retention")
    cohort = app.selectbox(key="cohort")
    assert "(not complete)" in cohort.options[0]
    cohort.select(dt.date(2026, 6, 30)).run()
    assert healthy(app)
    assert "no complete cohort" in said(app)


@pytest.mark.parametrize("design", ["landmark", "pre_program", "holdout"])
def test_each_verdict_is_said_in_words(open_page: Open, home: Path, design: str) -> None:
    marts_fixture.build(home)
    app = open_page("economics")
    app.selectbox(key="design").select(design).run()
    assert healthy(app)
    expected = {
        "landmark": "That is not proof of failure",
        "pre_program": "$0.41 per dollar of prevented churn",
        "holdout": "no account was drawn for a holdout. That does not make it zero",
    }
    assert expected[design] in said(app)
    assert "Not for decisions" in said(app)


def test_a_new_publication_shows_without_restart(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page()
    assert "from 620 responses" in said(app)
    change = "update marts.program_scorecard set n = 777 where kpi = 'relationship_nps'"
    marts_fixture.build(home, "fixture0002", change=(change,))
    app.run()
    assert healthy(app)
    assert "from 777 responses" in said(app)
    assert "Publication fixture0002" in said(app)


def test_a_version_rewritten_in_place_shows_without_restart(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page()
    change = "update marts.program_scorecard set n = 778 where kpi = 'relationship_nps'"
    beside = home / "beside"
    rewritten = marts_fixture.build(beside, change=(change,)).resolve()
    rewritten.replace(home / "published" / "versions" / "fixture0001.duckdb")
    app.run()
    assert healthy(app)
    assert "from 778 responses" in said(app)


def test_a_vanished_version_keeps_serving_its_readers(open_page: Open, home: Path) -> None:
    pointer = marts_fixture.build(home)
    app = open_page("retention")
    old = pointer.resolve()
    marts_fixture.build(home, "fixture0002")
    old.unlink()
    app.run()
    assert healthy(app)
    assert "Publication fixture0002" in said(app)


def test_cohorts_with_few_accounts_only_are_shown_all_the_same(open_page: Open, home: Path) -> None:
    few = "update marts.retention_by_nps_class set flag = 'wide' where nps_class <> 'all'"
    marts_fixture.build(home, change=(few,))
    assert healthy(open_page("retention"))


def test_cohorts_without_any_answer_say_so(open_page: Open, home: Path) -> None:
    silent = (
        "delete from marts.retention_by_nps_class where nps_class not in ('all', 'no_response')"
    )
    marts_fixture.build(home, change=(silent,))
    app = open_page("retention")
    assert healthy(app)
    assert "No account of these cohorts had said" in notices(app)


def test_a_part_that_fails_leaves_a_sentence(open_page: Open, home: Path) -> None:
    words = (
        "alter table marts.mrr_waterfall alter end_usd type varchar",
        "update marts.mrr_waterfall set end_usd = 'many'",
    )
    marts_fixture.build(home, change=words)
    app = open_page()
    assert not app.exception
    assert "could not be shown" in app.error[0].value
