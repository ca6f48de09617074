"""The board report put together: what the pages say, the same rows, the same sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dashboards import data
from dashboards.components.publication import as_of_by_source, facts
from dashboards.components.wording import moment
from dashboards.report import sections
from dashboards.report.markup import Markup, join, node, note
from dashboards.report.style import CSS

# Heading, what it shows, the page that shows the same, whether a new sheet of paper begins.
PARTS: tuple[tuple[str, Callable[[], Iterator[Markup]], str, bool], ...] = (
    ("In short", sections.summary, "overview", False),
    ("What changed since the last publication", sections.changes, "overview", False),
    ("Scorecard", sections.figures, "overview", False),
    ("How relationship NPS develops", sections.nps, "nps", True),
    ("Do happier customers keep paying?", sections.retention, "retention", False),
    ("Does closing the loop pay?", sections.economics, "economics", True),
    ("What customers complain about", sections.voice, "voice", False),
    ("What the figures mean", sections.methods, "overview", False),
)


def document(pages: Collection[str] | None = None) -> str:
    """The report as HTML; `pages` limits it to what a reader may open (None: everything)."""
    parts = [
        _part(heading, content, breaks)
        for heading, content, page, breaks in PARTS
        if pages is None or page in pages
    ]
    head = node(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        node("title", "Board report: customer loyalty"),
        Markup(f"<style>{CSS}</style>"),
    )
    body = node("body", node("header", *_header()), node("main", *parts), _footer())
    return "<!DOCTYPE html>\n" + node("html", head, body, lang="en")


def _part(heading: str, content: Callable[[], Iterator[Markup]], breaks: bool) -> Markup:
    """One section; what the publication lacks is said in its place."""
    try:
        inner = join(list(content()))
    except data.MissingData as error:
        inner = note(str(error))
    return node("section", node("h2", heading), inner, class_="page" if breaks else None)


def _header() -> Iterator[Markup]:
    known = facts()
    yield node("h1", "Board report: customer loyalty")
    yield note(
        f"Publication {str(known.get('publication_id'))[:12]}, built "
        f"{moment(known.get('built_at'))}."
    )
    if known.get("is_sample"):
        yield node(
            "p",
            node("strong", "Sample data. "),
            "This is a fictional company. No figure here is about a real customer.",
            class_="sample",
        )


def _footer() -> Markup:
    dates = "; ".join(f"{source} {date}" for source, date in as_of_by_source().items())
    return node("footer", f"Events before these days are in the figures: {dates or 'not known'}.")
