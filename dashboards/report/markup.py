"""HTML and SVG as text; every text that goes in is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


class Markup(str):
    """Text that is markup already."""


def node(tag: str, *children: object, **attributes: object) -> Markup:
    """An element. Children that are no Markup are escaped; `class_` is class, `_` in names is `-`.

    Attributes that are None are left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(str(value), quote=True)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(safe(child) for child in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")


def safe(value: object) -> str:
    """The value as markup."""
    return str(value) if isinstance(value, Markup) else html.escape(str(value), quote=True)


def join(parts: Iterable[object]) -> Markup:
    """Parts one after the other."""
    return Markup("".join(safe(part) for part in parts))


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], class_: str | None = None
) -> Markup:
    """A table; the first cell of a row is its heading."""
    head = node("tr", *(node("th", text, scope="col") for text in headings))
    body = [
        node("tr", node("th", row[0], scope="row"), *(node("td", cell) for cell in row[1:]))
        for row in rows
    ]
    return node(
        "table",
        node("thead", head),
        node("tbody", *body),
        class_=class_,
    )


def note(text: str) -> Markup:
    """Small print."""
    return node("p", text, class_="note")
