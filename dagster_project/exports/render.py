"""A digest as Markdown, as one HTML page, and as a message for a chat channel."""

from __future__ import annotations

import html
import re

from dagster_project.exports.parts import Digest, Section

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")
MESSAGE_LIMIT = 3_500

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1f; background: #fff; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.subtitle { color: #55555f; margin-top: .25rem; }
.banner { background: #ffe9a8; color: #3a2c00; padding: .5rem .75rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin-top: .75rem; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid #d8d8e0; }
th:first-child, td:first-child { text-align: left; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf1; background: #16161a; } .subtitle { color: #a9a9b6; }
  th, td { border-color: #3a3a44; } }
"""


def markdown(digest: Digest) -> str:
    """The digest as Markdown; text of the data cannot become markup."""
    lines = [f"# {_md(digest.title)}", "", _md(digest.subtitle), ""]
    if digest.banner:
        lines += [f"**{_md(digest.banner)}**", ""]
    for section in digest.sections:
        lines += [f"## {_md(section.title)}", ""]
        lines += [f"- {_md(sentence)}" for sentence in section.sentences]
        lines += ["", *_markdown_table(section), ""] if section.table else [""]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_table(section: Section) -> list[str]:
    header, *body = ["| " + " | ".join(_md(cell) for cell in row) + " |" for row in section.table]
    rule = "| --- |" + " ---: |" * (len(section.table[0]) - 1)
    return [header, rule, *body]


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", " ")


def page(digest: Digest) -> str:
    """The digest as one HTML page that needs no other file."""
    e = html.escape
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{e(digest.title)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{e(digest.title)}</h1><p class="subtitle">{e(digest.subtitle)}</p>',
    ]
    if digest.banner:
        parts.append(f'<p class="banner">{e(digest.banner)}</p>')
    for section in digest.sections:
        parts.append(f"<section><h2>{e(section.title)}</h2><ul>")
        parts += [f"<li>{e(sentence)}</li>" for sentence in section.sentences]
        parts.append("</ul>")
        parts += _html_table(section)
        parts.append("</section>")
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _html_table(section: Section) -> list[str]:
    if not section.table:
        return []
    header, *body = section.table
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in header)
    lines = [
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in body
    ]
    return [f"<table><thead><tr>{head}</tr></thead><tbody>", *lines, "</tbody></table>"]


def message(digest: Digest) -> str:
    """The digest as one chat message: Slack's own three characters escaped, cut to its length."""
    lines = [f"*{_chat(digest.title)}*", _chat(digest.subtitle)]
    if digest.banner:
        lines.append(f"*{_chat(digest.banner)}*")
    for section in digest.sections:
        lines += ["", f"*{_chat(section.title)}*"]
        lines += [f"• {_chat(sentence)}" for sentence in section.sentences]
        lines += [f"• {_chat(' · '.join(row))}" for row in section.table[1:]]
    text = "\n".join(lines)
    if len(text) <= MESSAGE_LIMIT:
        return text
    return text[:MESSAGE_LIMIT].rsplit("\n", 1)[0] + "\n… (more in digest.html)"


def _chat(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"[*_~`]", " ", escaped).replace("\n", " ")
