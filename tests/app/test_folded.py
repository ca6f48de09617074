"""What is folded away is made when it is opened, and then it is all there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fragments
import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import PAGES, healthy, notices

Open = Callable[..., AppTest]


def shown(app: AppTest) -> int:
    return len(app.dataframe) + len(app.code) + len(app.get("download_button"))


@pytest.mark.parametrize("page", PAGES)
def test_a_folded_part_is_made_once_it_is_opened(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home)
    app = open_page(page)
    before, is_open = shown(app), [block.proto.expanded for block in app.expander]
    fragments.unfold(app)
    assert healthy(app)
    assert not notices(app)
    assert shown(app) > before
    assert sum(block.proto.expanded for block in app.expander) >= sum(is_open)
    assert all(child.children for child in app.expander)


@pytest.mark.parametrize("page", ["overview", "closed_loop"])
def test_a_reason_without_its_definition_says_so(open_page: Open, home: Path, page: str) -> None:
    marts_fixture.build(home, drop=("meta.metric_definitions",))
    app = fragments.unfold(open_page(page))
    assert healthy(app)
    texts = [str(element.value) for element in app.get("text")]
    assert "This publication holds no definition of this figure." in texts
