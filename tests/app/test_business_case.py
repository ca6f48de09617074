"""The calculator: published formulas, a reader's numbers, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fragments
import marts_fixture
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

from dashboards import data, formulas

Open = Callable[..., AppTest]
INPUTS = {"seed_arr_usd", "seed_share"}


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("seed_arr_usd * 0.5", "cast($seed_arr_usd as double) * 0.5"),
        (
            "1 - power(1 - seed_share, 4)",
            "1 - power ( 1 - cast($seed_share as double) , 4 )",
        ),
        ("2 -- 1", "2 - - 1"),
        ("2 /* 3 */ 4", "2 / * 3 * / 4"),
    ],
)
def test_a_formula_becomes_an_expression_with_bound_inputs(formula: str, written: str) -> None:
    assert formulas.expression(formula, INPUTS) == written


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "seed_arr_usd; drop table x",
        "(select 1)",
        "read_csv('/etc/hostname')",
        "seed_unknown * 2",
        "power",
        '"seed_arr_usd"',
        "$1",
        "'text'",
        "seed_arr_usd::varchar",
        "1 + " * 400 + "1",
    ],
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(formulas.FormulaError):
        formulas.expression(formula, INPUTS)


def case(home: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    marts_fixture.build(home)
    data.use_latest()
    return data.query("business_case"), data.query("business_case_inputs")


def test_the_articles_own_figures_give_the_published_values(home: Path) -> None:
    lines, inputs = case(home)
    seeds = dict(inputs.select("input", "seed_value").iter_rows())
    found = data.calculate(lines["formula"].to_list(), seeds)
    assert found == lines["value"].to_list()
    assert len(found) > 20


def test_nothing_is_divided_by_nothing(home: Path) -> None:
    lines, inputs = case(home)
    zeros = dict.fromkeys(inputs["input"].to_list(), 0.0)
    data.calculate(lines["formula"].to_list(), zeros)


def test_a_page_starts_from_what_the_company_measures(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("economics")
    assert healthy(app)
    assert app.slider(key="own_arr_usd").value == 34788147.6
    assert "Measured here: $34.79M (30 Jun 2026); the articles: $10.00M." in said(app)
    assert "Not measured here; the articles: 25.0%." in said(app)


def test_the_articles_start_gives_the_articles_sums(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("economics")
    app.selectbox(key="start").select("articles").run()
    assert healthy(app)
    assert (
        "The articles would count $375K of prevented churn a year, $0.32 a dollar; taken at their "
        "word the same assumptions prevent $22K, $5.33 a dollar." in said(app)
    )
    assert "Prevented churn a year $75K" in said(app)


def test_a_slider_moves_the_sums(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("economics")
    app.selectbox(key="start").select("articles").run()
    app.slider(key="articles_recovery_share").set_value(0.5).run()
    assert healthy(app)
    assert "count $750K of prevented churn a year, $0.16 a dollar" in said(app)
    app.slider(key="articles_detractor_grr").set_value(0.9).run()
    assert "the same assumptions prevent nothing" in said(app)
    assert "none: nothing prevented" in said(app)


def test_a_formula_that_is_none_is_said(open_page: Open, home: Path) -> None:
    change = "update marts.business_case set formula = 'read_csv(''x'')' where scenario = 'seed_articles'"
    marts_fixture.build(home, change=(change,))
    app = open_page("economics")
    assert healthy(app)
    assert "A formula of this publication cannot be calculated." in notices(app)


def test_every_line_has_both_sides_and_no_judgement_of_other_figures(
    open_page: Open, home: Path
) -> None:
    marts_fixture.build(home)
    app = fragments.unfold(open_page("economics"))
    lines = next(f.value for f in app.dataframe if "The honest formula" in f.value.columns)
    prevented = lines[
        (lines["Line"] == "Prevented churn a year") & (lines["Scenario"] == "Articles")
    ]
    assert prevented["The articles' way"].iloc[0] == "$957K"
    assert prevented["The honest way"].iloc[0] == "$156K"
    assert "seed_passive_grr - seed_detractor_grr" in prevented["The honest formula"].iloc[0]
    assert not any("0.50" in str(note) for note in lines["What to know"])
    printed = lines[lines["Line"] == "Lost in three years without a program"]
    assert printed["The articles' way"].iloc[0] == "$2.40M as printed"
