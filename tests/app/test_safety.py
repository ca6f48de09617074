"""Text from the data stays text on every page, and no page asks for personal data."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import fragments
import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy

from dashboards import queries, registry

Open = Callable[..., AppTest]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [go](javascript:alert(3)) $x$ :red[y]"
)
# Where people's own words and names stand, in whatever relation.
WORDS = (
    "name", "comment_redacted", "sample_quotes", "title", "industry", "label", "words", "path",
    "description", "owner", "owner_name", "action_item", "red_flag_reason",
)  # fmt: skip
UNESCAPED = re.compile(r"(?<!\\)<(script|img)|(?<!\\)\[go\]")
PERSONAL = re.compile(
    r"\b(e_?mail\w*|first_name|last_name|full_name|phone\w*|street\w*|ip_address|user_agent"
    r"|comment|comment_raw|original_text|contact_name|respondent_(id|key|name))\b"
)


def hostile() -> tuple[str, ...]:
    """Statements that put hostile text wherever the fixture holds words of people."""
    with duckdb.connect(str(marts_fixture.full()), read_only=True) as database:
        found = database.execute(
            "select table_schema || '.' || table_name, column_name from information_schema.columns"
            f" where data_type = 'VARCHAR' and column_name in {WORDS}"
        ).fetchall()
    quoted = HOSTILE.replace("'", "''")
    return tuple(
        f"update {table} set {column} = '{quoted} ' || {column}" for table, column in found
    )


@pytest.mark.parametrize("page", registry.page_keys())
def test_words_of_people_are_never_markup(open_page: Open, home: Path, page: str) -> None:
    changes = hostile()
    assert len(changes) >= 5
    marts_fixture.build(home, change=changes)
    app = fragments.unfold(open_page(page))
    assert healthy(app)
    assert not app.get("html")
    assert not app.get("iframe")
    for block in [*app.markdown, *app.caption]:
        assert not block.allow_html
    shown = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    texts = [str(block.value) for block in shown]
    texts += [str(metric.label) + str(metric.value) for metric in app.metric]
    texts += [str(block.label) for block in [*app.expander, *app.tabs]]
    for text in texts:
        assert not UNESCAPED.search(text), text


@pytest.mark.parametrize("name", queries.names())
def test_no_query_asks_for_personal_data(name: str) -> None:
    text = re.sub(r"--[^\n]*", "", queries.sql(name))
    assert not PERSONAL.search(text), PERSONAL.search(text)
