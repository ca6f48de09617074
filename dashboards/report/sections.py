"""The parts of the board report, each from published rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from dashboards.components import (
    changes_view,
    economics_view,
    nps_view,
    overview_view,
    retention_view,
    rows,
    scorecard,
    sentences,
    voice_sentences,
    wording,
)
from dashboards.components.charts.intervals import NPS
from dashboards.components.columns import label
from dashboards.components.palette import LIGHT
from dashboards.components.units import figure, interval
from dashboards.components.wording import dates_in_words, day, money, name
from dashboards.data import query
from dashboards.report import svg
from dashboards.report.markup import Markup, node, note, table

THEMES = 8
DEFINED = (
    "nps", "grr", "nrr", "retention_gap", "prevented_churn", "cost_per_prevented", "arr_at_risk",
    "excess_loss", "action_item_effect", "figure_change",
)  # fmt: skip


def summary() -> Iterator[Markup]:
    """Headline, red flags, what changed."""
    yield node("p", " ".join(overview_view.headline()), class_="lead")
    for row in changes_view.red_flags(query("scorecard")):
        yield node(
            "p", node("strong", f"⚑ Red flag: {row['label']}. "), row["red_flag_reason"] or "",
            class_="flag",
        )  # fmt: skip


def changes() -> Iterator[Markup]:
    """What moved since the publication before."""
    frame = query("figure_changes")
    if frame.is_empty():
        yield node("p", "This is the first publication: there is nothing to compare it with.")
        return
    yield node("p", changes_view.summary(frame))
    news = frame.filter(pl.col("is_beyond_noise") | pl.col("is_restated")).to_dicts()
    if news:
        yield node(
            "ul",
            *(
                node("li", f"{changes_view.mark(row)} {dates_in_words(row['words'])}")
                for row in news
            ),
        )


def figures() -> Iterator[Markup]:
    """The scorecard: every figure with unit, interval, sample, period and status."""
    frame = query("scorecard")
    if frame.is_empty():
        yield node("p", "The scorecard of this publication is empty.")
        return
    yield table(
        ["Figure", "Value", "95% interval", "n", "Period", "Status", "Target", "Claimed*"],
        [
            (
                row["label"],
                scorecard.value(row),
                interval(row["lo"], row["hi"], row["unit"]),
                wording.whole(row["n"]),
                dates_in_words(str(row["period_label"] or "—")),
                scorecard.status(row),
                figure(row["target"], row["unit"]),
                scorecard.claimed(row) or "—",
            )
            for row in frame.to_dicts()
        ],
        class_="figures",
    )
    yield note("* What articles on NPS programs claim; unverified, not a target that we vouch for.")


def nps() -> Iterator[Markup]:
    """Relationship NPS over time."""
    frame = nps_view.company_trend("quarter")
    if frame.is_empty():
        yield node("p", "No relationship survey has counted responses yet.")
        return
    line = nps_view.trend_rows(frame, "quarter")
    yield svg.trend(
        line.to_dicts(), NPS.around(line, 20), wording.points, "Relationship NPS by quarter, points"
    )
    yield note(nps_view.trend_note(frame))


def retention() -> Iterator[Markup]:
    """GRR and NRR by class of the newest complete cohort, and whether the order holds."""
    start = retention_view.latest_cohort(query("retention_cohorts"))
    if start is None:
        yield node("p", "No cohort is complete yet.")
        return
    where = retention_view.at(*start)
    classes = query("retention_classes", segment_dimension="all", **where).to_dicts()
    yield node("p", f"Accounts paying on {day(start[0])}, {start[1]} months later.")
    for measure, title in retention_view.MEASURES.items():
        drawn = rows.class_rows(classes, measure, scorecard.claims(measure), LIGHT)
        scale = retention_view.scale(measure, drawn)
        yield node(
            "section",
            node("h3", title),
            svg.intervals(drawn.to_dicts(), scale, _percent, f"{title} by NPS class"),
            class_="whole",
        )
    yield note("Lines are 95% intervals, hollow marks rest on few accounts, bands are claims.")
    gaps = query("retention_gaps", **where).to_dicts()
    yield node("ul", *(node("li", retention_view.gap_words(row)) for row in gaps))


def _percent(value: float) -> str:
    return wording.percent(value, 0)


def economics() -> Iterator[Markup]:
    """The verdict on the program, with the naive figure named as what it is."""
    row = economics_view.headline_row(query("economics"))
    title, text = sentences.verdict(row)
    yield node("p", node("strong", f"{title}. "), text, class_="box")
    if row is not None:
        yield note(economics_view.window_words(row))
        naive = money(row["naive_prevented_usd_not_for_decisions"])
        yield note(f"Not for decisions: the naive figure, as the articles compute it, is {naive}.")


def voice() -> Iterator[Markup]:
    """Themes of the newest complete quarter by money, and what was done about them."""
    frame = query("theme_impact")
    if frame.is_empty():
        yield node("p", "No detractor has answered yet.")
        return
    quarters = frame["quarter"].unique().sort(descending=True).to_list()
    complete = [q for q in quarters if not nps_view.is_running(q, "quarter")]
    quarter = (complete or quarters)[0]
    listed = frame.filter(pl.col("quarter") == quarter).to_dicts()
    yield node("p", voice_sentences.leading(listed, wording.period(quarter, "quarter")))
    yield table(
        ["Theme", "Detractor answers", "Accounts", "At risk a year", "Likely loss beyond passives"],
        [_theme(row) for row in listed[:THEMES]],
    )
    yield note("Revenue at risk is split over an account's themes, so it adds up. ~ few accounts.")
    items = query("action_items").to_dicts()
    if items:
        yield node("h3", "What was done about it")
        yield node("ul", *(_action(row) for row in items))


def _theme(row: dict[str, Any]) -> tuple[object, ...]:
    few = "~" if row["flag"] == "insufficient" else ""
    return (
        name(row["theme"]),
        wording.whole(row["mentions"]),
        wording.whole(row["accounts"]),
        money(row["arr_at_risk_usd"]),
        few + money(row["excess_loss_usd"]),
    )


def _action(row: dict[str, Any]) -> Markup:
    title = node("strong", f"{row['title'] or row['action_item_id']}: ")
    said = [f"{voice_sentences.action_verdict(row)}.", voice_sentences.action_effect(row)]
    return node("li", title, " ".join(text for text in said if text))


def methods() -> Iterator[Markup]:
    """What the figures mean and how far they reach."""
    known = {row["metric"]: row for row in query("definitions").to_dicts()}
    yield table(
        ["Figure", "Definition", "Model"],
        [
            (label(metric), known[metric]["words"], known[metric]["relation"])
            for metric in DEFINED
            if metric in known
        ],
        class_="models",
    )
    yield node(
        "p",
        "Intervals are 95%. Where nothing is measured nothing is shown; no figure is guessed. "
        "Relationship and transactional surveys are never mixed.",
    )
