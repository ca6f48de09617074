"""The board report: what the pages say, self-contained, escaped, honest about gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import board_report, data
from dashboards.report.document import document
from dashboards.report.markup import Markup, node

Open = Callable[..., AppTest]
VOID = {"meta"}


class Outline(HTMLParser):
    """Open elements must be closed in order; what a reader sees is collected."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def read(home: Path, *change: str, drop: tuple[str, ...] = (), empty: bool = False) -> Outline:
    marts_fixture.build(home, change=change, drop=drop, empty=empty)
    data.use_latest()
    outline = Outline()
    outline.feed(document())
    assert outline.open == []
    return outline


def test_it_says_what_the_pages_say(home: Path) -> None:
    text = " ".join("".join(read(home).words).split())
    for words in (
        "Relationship NPS is +24 (95% interval +17 to +32), from 620 responses.",
        "That the recovery program prevents churn is not demonstrated.",
        "Since the publication of 1 Jun 2026, 1 of 3 figures moved by more than noise",
        "In Q2 2026 pricing weighs most: $820K of yearly revenue is at risk",
        "● GRR, promoters above detractors: holds. Gap 22.0 percentage points",
        "Not for decisions: the naive figure, as the articles compute it, is $1.28M.",
        "Second support shift: ◇ that it helped is not shown.",
        "This is a fictional company.",
        "Survey 1 Jul 2026",
    ):
        assert words in text


def test_figures_follow_the_marts(home: Path) -> None:
    text = "".join(
        read(
            home,
            "update marts.program_scorecard set value = 41.4 where kpi = 'relationship_nps'",
            "update marts.cost_per_prevented_churn set prevented_churn_usd = 99000",
            "update marts.program_scorecard set is_red_flag = true, red_flag_reason = 'odd' where kpi = 'company_nrr'",
        ).words
    )
    assert "Relationship NPS is +41" in text
    assert "The best estimate is $99K of prevented churn" in text
    assert "⚑ Red flag: Net revenue retention. odd" in text


def test_it_needs_nothing_from_outside_and_runs_nothing(home: Path) -> None:
    outline = read(home)
    text = document()
    assert outline.seen.isdisjoint({"script", "link", "img", "iframe", "object", "a", "form"})
    assert not re.search(r"https?:|url\(|@import|//[a-z]", text)
    assert not [name for name, _ in outline.attributes if name.startswith("on")]


def test_charts_are_drawn_and_described(home: Path) -> None:
    outline = read(home)
    assert {"svg", "title", "desc", "polyline", "rect"} <= outline.seen
    text = document()
    assert text.count("<svg") == 3
    assert text.count('role="img"') == 3
    assert not re.search(r'="(nan|inf|None)|NaN', text)


def test_texts_of_the_data_stay_text(home: Path) -> None:
    outline = read(home)
    assert "b" not in outline.seen
    assert "Price <b>protection</b> for *existing* contracts: " in outline.words
    assert node("p", "<b>&\"'", Markup("<i>x</i>"), title='"') == (
        '<p title="&quot;">&lt;b&gt;&amp;&quot;&#x27;<i>x</i></p>'
    )


def test_what_is_missing_is_said_in_its_place(home: Path) -> None:
    text = "".join(
        read(home, drop=("marts.theme_impact", "meta.figure_changes", "marts.nps_by_segment")).words
    )
    assert text.count("This publication does not hold what this part needs") == 3
    assert "Does closing the loop pay?" in text


def test_an_empty_publication_has_a_report_too(home: Path) -> None:
    text = "".join(read(home, empty=True).words)
    assert "The scorecard of this publication is empty." in text
    assert "This is the first publication" in text


def test_a_reader_gets_the_parts_of_the_own_pages_only(home: Path) -> None:
    read(home)
    text = document({"overview", "nps"})
    assert "How relationship NPS develops" in text
    assert "What customers complain about" not in text
    assert "Do happier customers keep paying" not in text


def test_the_command_writes_the_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.html"
    assert board_report.main(["--out", str(target)]) == 1
    assert "make run" in capsys.readouterr().err
    assert not target.exists()
    marts_fixture.build(home)
    assert board_report.main(["--out", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.glob(".report*")) == []


def test_the_overview_offers_it(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page()
    assert "Board report" in [button.label for button in app.get("download_button")]
