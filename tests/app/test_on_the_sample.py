"""The pages on what the pipeline really publishes for the sample company."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import fragments
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from test_pages import PAGES, TITLES, healthy, notices, said

from dashboards import data, queries
from dashboards.components import units, wording

pytestmark = pytest.mark.slow
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
APP = Path(__file__).parents[2] / "dashboards" / "app.py"
# Values for the parameters that queries take; the columns are what is tested here.
PARAMETERS = {
    "program": "customer",
    "survey_type": "relationship",
    "period_type": "quarter",
    "period_start": "2025-01-01",
    "segment_dimension": "all",
    "segment_value": "all",
    "cohort_date": "2025-01-31",
    "horizon_months": 12,
    "design": "landmark",
    "window_start": "2024-01-01",
    "window_end": "2024-12-31",
    "channel": "email",
    "month": "2025-01-01",
    "quarter": "2025-01-01",
    "arr_band": "all",
    "arr_tier": "all",
    "theme": "all",
    "waiting": "all",
    "why": "people",
    "nps_class": "all",
    "behavior_segment": "all",
    "owner_id": "all",
    "account_id": "none",
    "search": "a",
    "sort": "risk",
    "limit": 25,
    "offset": 0,
}


@pytest.fixture
def published(sample_publication: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LOYALTY_HOME", str(sample_publication.home))
    st.cache_data.clear()
    st.cache_resource.clear()
    return sample_publication


def rows(published: Any, text: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(published.marts_path.resolve()), read_only=True) as database:
        return database.execute(text).fetchall()


@pytest.mark.parametrize("name", queries.names())
def test_every_query_runs_on_the_published_columns(published: Any, name: str) -> None:
    text = queries.sql(name)
    given = {key: value for key, value in PARAMETERS.items() if f"${key}" in text}
    with duckdb.connect(str(published.marts_path.resolve()), read_only=True) as database:
        database.execute(text, given or None)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_sample(published: Any, page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py").run()
    fragments.unfold(app)
    assert healthy(app)
    assert app.title[0].value == TITLES[page]
    assert "does not hold" not in notices(app)
    assert "Sample data" in app.warning[0].value
    tables = "\n".join(frame.value.to_csv() for frame in app.dataframe)
    assert not EMAIL.search(said(app) + tables)


def test_the_scorecard_on_the_page_is_the_published_one(published: Any) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    text = said(app)
    known = rows(published, "select kpi, unit, value, lo, hi, n from marts.program_scorecard")
    cards = {
        metric.label.replace("\\", ""): metric.value.replace("\\", "") for metric in app.metric
    }
    by_kpi = {kpi: (unit, value, lo, hi, n) for kpi, unit, value, lo, hi, n in known}
    for label, kpi in {
        "Relationship NPS": "relationship_nps",
        "Gross revenue retention": "company_grr",
        "Net revenue retention": "company_nrr",
        "Monthly recurring revenue": "company_mrr",
    }.items():
        unit, value, lo, hi, n = by_kpi[kpi]
        assert cards[label] == units.figure(value, unit)
        if hi is not None:
            assert f"95% interval {units.interval(lo, hi, unit)}" in text
        if n is not None:
            assert f"n = {wording.whole(n)}" in text


def test_the_retention_sentence_is_the_published_one(published: Any) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    app.switch_page("app_pages/retention.py").run()
    cohort = app.selectbox(key="cohort").value
    grr = dict(
        rows(
            published,
            "select nps_class, grr from marts.retention_by_nps_class"
            " where segment_dimension = 'all' and horizon_months = 12"
            f" and cohort_date = date '{cohort}'",
        )
    )
    assert f"Promoters keep {wording.percent(grr['promoter'])}" in said(app)
    assert f"detractors {wording.percent(grr['detractor'])}" in said(app)


def test_the_calculator_gives_the_published_business_case(published: Any) -> None:
    data.use_latest()
    lines, inputs = data.query("business_case"), data.query("business_case_inputs")
    seeds = dict(inputs.select("input", "seed_value").iter_rows())
    assert data.calculate(lines["formula"].to_list(), seeds) == lines["value"].to_list()
    assert inputs["own_value"].drop_nulls().len() >= 8
