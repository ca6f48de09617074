"""The business case on a reader's own numbers: the articles' way and the honest way side by side.

The formulas are the published ones (`marts.business_case`); here they only get other values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import sentences, states, wording
from dashboards.components.filters import pick
from dashboards.components.folded import fold
from dashboards.components.tables import csv_button, publication_file_name
from dashboards.components.why import why
from dashboards.components.wording import dates_in_words, plain
from dashboards.data import MissingData, calculate, query

Row = Mapping[str, Any]
Values = Mapping[tuple[str, str], float | None]
STARTS = {
    "own": "What this company measures, else the articles' figure",
    "articles": "The articles' figures",
}
BOUNDS = ("minimum", "maximum", "seed_value", "step")
FORMS = {"usd": "dollar", "share": "percent", "count": "%d", "years": "%d"}
COST = "cost_per_prevented_usd"
WAYS = {
    "seed_articles": (
        "✕ As the articles do it",
        "Every recovered detractor is taken for a customer who would certainly have left.",
    ),
    "honest_midpoints": (
        "◆ Honest: what a recovery changes",
        "A recovered detractor then leaves as often as a passive does, not never.",
    ),
    "honest_identified": (
        "◆ Honest: and only those who answer",
        "A detractor who does not answer the survey cannot be called back.",
    ),
}
LINES = {
    "prevented_share": "Share of revenue saved",
    "prevented_usd": "Prevented churn a year",
    "prevented_years_usd": "Prevented churn over the years counted",
    "cost_years_usd": "Cost over the years counted",
    "return_multiple_years": "Prevented churn over cost",
    "cost_per_prevented_usd": "Cost per prevented dollar",
    "first_year_cost_per_prevented_usd": "Cost per prevented dollar, first year",
    "first_year_return_multiple": "Prevented churn over cost, first year",
    "annual_churn_low": "Churn of a year, from the low quarterly one",
    "annual_churn_high": "Churn of a year, from the high quarterly one",
    "lost_usd": "Lost in three years without a program",
    "loop_fte": "People who work on the loop",
    "loop_hours": "Hours for the loop a year",
    "staff_usd": "Staff in the first year",
    "total_low_usd": "First year in all, low",
    "total_high_usd": "First year in all, high",
}
PARTNERS = {
    "seed_articles": "honest_midpoints",
    "seed_articles_points": "honest_relative",
    "seed_articles_three_years": "honest_three_years",
    "seed_articles_labour": "honest_labour",
    "seed_articles_first_year": "honest_first_year",
}


def page() -> None:
    """Inputs, the three ways side by side, every line of the calculation."""
    lines, inputs = query("business_case"), query("business_case_inputs")
    if states.nothing(inputs, "The business case of this publication has no inputs."):
        return
    st.caption(
        "A calculation, not a measurement: what follows from these assumptions. What this program "
        "has measured stands above."
    )
    chosen = choose(inputs)
    values = results(lines, chosen)
    st.markdown(f"#### {plain(sentences.business_case(values))}")
    for column, (scenario, (title, note)) in zip(st.columns(3), WAYS.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{plain(title)}**")
            st.metric(
                "Prevented churn a year", plain(wording.money(values[scenario, "prevented_usd"]))
            )
            st.metric(
                "Cost per prevented dollar", plain(cost(values[scenario, "cost_per_prevented_usd"]))
            )
            st.caption(plain(note))
    fold("Every line of the calculation", "business-case", every_line, lines, values)
    why("business_case", "marts.business_case", lines, key="business-case")


def choose(inputs: pl.DataFrame) -> dict[str, float]:
    """A slider for each input; those that decide the result first."""
    start = pick("Start from", list(STARTS), "start", words=lambda key: STARTS[key])
    rows = inputs.to_dicts()
    main = [row for row in rows if row["is_main"]]
    chosen = _sliders(main, start)
    with st.expander("Further assumptions"):
        chosen |= _sliders([row for row in rows if not row["is_main"]], start)
    return chosen


def _sliders(rows: list[dict[str, Any]], start: str) -> dict[str, float]:
    if any(row[bound] is None for row in rows for bound in BOUNDS):
        raise MissingData("This publication does not say within what bounds an input may move.")
    chosen = {}
    # Line by line, so that a phone keeps their order.
    lines = [st.columns(2) for _ in rows[::2]]
    for place, row in enumerate(rows):
        own = start == "own" and row["own_value"] is not None
        with lines[place // 2][place % 2]:
            chosen[row["input"]] = st.slider(
                row["label"],
                float(row["minimum"]),
                float(row["maximum"]),
                float(row["own_value"] if own else row["seed_value"]),
                step=float(row["step"]),
                format=FORMS.get(row["unit"]),
                key=f"{start}_{row['input'].removeprefix('seed_')}",
                bind="query-params",
            )
            st.caption(plain(origin(row, start)))
    return chosen


def origin(row: Row, start: str) -> str:
    """Where the start value of an input comes from."""
    articles = f"the articles: {written(row['seed_value'], row['unit'])}"
    if row["own_value"] is None:
        return f"Not measured here; {articles}."
    period = dates_in_words(str(row["own_period"]))
    here = f"measured here: {written(row['own_value'], row['unit'])} ({period})"
    said = [here, articles] if start == "own" else [articles, here]
    return f"{said[0][:1].upper()}{said[0][1:]}; {said[1]}."


def written(value: Any, unit: str) -> str:
    """A figure of the business case in its unit."""
    if wording.missing(value):
        return "—"
    if unit == "usd":
        return wording.money(value)
    if unit == "share":
        return wording.percent(value)
    if unit == "count":
        return wording.whole(value)
    return f"{float(value):,.2f}".rstrip("0").rstrip(".") + f" {unit}"


def results(
    lines: pl.DataFrame, inputs: Mapping[str, float]
) -> dict[tuple[str, str], float | None]:
    """The published formulas on these inputs, by scenario and line."""
    found = calculate(lines["formula"].to_list(), inputs)
    return dict(zip(lines.select("scenario", "line").iter_rows(), found, strict=True))


def cost(value: float | None) -> str:
    """Cost per prevented dollar; where nothing is prevented there is none."""
    if wording.missing(value) or (value or 0) <= 0:
        return "none: nothing prevented"
    return wording.cents(value)


def every_line(lines: pl.DataFrame, values: Values) -> None:
    """The articles' lines beside their honest partners, with the formulas."""
    published = {(row["scenario"], row["line"]): row for row in lines.to_dicts()}
    rows = []
    for scenario, line in values:
        is_seed = scenario.startswith("seed_")
        if not is_seed and any((s, line) in values and p == scenario for s, p in PARTNERS.items()):
            continue
        seed = published.get((scenario, line), {}) if is_seed else {}
        honest = published.get((PARTNERS.get(scenario, "") if is_seed else scenario, line), {})
        # Notes on a cost judge the articles' own figure, not the reader's.
        note = None if line.endswith(COST) else honest.get("note") or seed.get("note")
        rows.append(
            {
                "Line": LINES.get(line, wording.name(line)),
                "Scenario": wording.name(scenario.removeprefix("seed_").removeprefix("honest_")),
                "The articles' way": _side(seed, values),
                "The honest way": _side(honest, values),
                "What to know": note,
                "The articles' formula": seed.get("formula"),
                "The honest formula": honest.get("formula"),
            }
        )
    shown = pl.DataFrame(rows, infer_schema_length=None).sort("Scenario", "Line")
    st.dataframe(
        shown, height="content", hide_index=True, placeholder="—", alt="Lines of the business case"
    )
    csv_button(shown, publication_file_name("business_case_on_chosen_inputs"), key="case-chosen")


def _side(row: Row, values: Values) -> str:
    """One side of a line; a figure that the articles only print does not follow the sliders."""
    if not row:
        return "—"
    text = _line(row["line"], values[row["scenario"], row["line"]])
    return f"{text} as printed" if str(row["formula"]).startswith("seed_claimed_") else text


def _line(line: str, value: float | None) -> str:
    if wording.missing(value) or value is None:
        return "—"
    if line.endswith(COST):
        return cost(value)
    if line.endswith("_usd"):
        return wording.money(value)
    if "churn" in line or line.endswith("_share"):
        return wording.percent(value)
    return f"{value:,.2f} times" if "multiple" in line else f"{value:,.2f}"
