"""Accounts: search, filters, order, pages, one account, and what it cannot say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import healthy, notices, said

from dashboards.components import account_words, paging

Open = Callable[..., AppTest]
TIMELINE = {
    "surveys": "marts.fct_survey_responses",
    "tickets": "marts.fct_support_tickets",
    "loops": "marts.fct_loops",
    "mrr": "marts.fct_account_mrr_monthly",
    "usage": "marts.fct_usage_monthly",
}


def names(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["name"])


def one(open_page: Open, account_id: str = "acc001") -> AppTest:
    app = open_page("accounts")
    app.query_params["account"] = account_id
    return app.run()


def test_the_list_starts_with_the_highest_risk_and_has_one_page(
    open_page: Open, home: Path
) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    assert names(app)[:2] == ["<b>Acme</b> & $Co$ *x*", "Zebra Ltd"]
    assert len(names(app)) == 25
    assert "1 to 25 of 60 accounts" in said(app)
    assert "churn_risk" not in app.dataframe[0].value.columns
    assert "Churn risk is shown as a rank" in said(app)


def test_a_calibrated_risk_is_shown_as_a_probability(open_page: Open, home: Path) -> None:
    calibrated = "update marts.account_health set is_risk_calibrated = true, churn_risk = 0.31"
    marts_fixture.build(home, change=(calibrated,))
    app = open_page("accounts")
    assert "churn_risk" in app.dataframe[0].value.columns
    assert "Churn risk is the probability" in said(app)
    assert "1 of 60 (31.0%)" in said(one(open_page))


def test_search_by_part_of_a_name_or_id(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    app.text_input(key="search").set_value("zEBra").run()
    assert healthy(app)
    assert names(app) == ["Zebra Ltd"]
    app.text_input(key="search").set_value("acc010").run()
    assert names(app) == ["Company 10"]
    app.text_input(key="search").set_value("' or 1=1 --").run()
    assert healthy(app)
    assert "No account fits these filters" in notices(app)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("arr_band", "enterprise", "1 to 12 of 12 accounts"),
        ("nps_class", "promoter", "1 to 15 of 15 accounts"),
        ("behavior_segment", "quiet", "1 to 14 of 14 accounts"),
        ("owner_id", "own2", "1 to 20 of 20 accounts"),
    ],
)
def test_filters_leave_what_they_say(
    open_page: Open, home: Path, field: str, value: str, expected: str
) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    app.selectbox(key=field).select(value).run()
    assert healthy(app)
    assert expected in said(app)


def test_filters_and_search_come_from_the_address(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("overview")
    app.switch_page("app_pages/accounts.py")
    app.query_params["search"] = "Company 1"
    app.query_params["sort"] = "Name"
    app.run()
    assert names(app)[0] == "Company 10"
    assert all(name.startswith("Company 1") for name in names(app))


def test_the_order_is_the_database_s(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    app.selectbox(key="sort").select("mrr").run()
    assert names(app)[0] == "Company 60"
    app.selectbox(key="sort").select("highest_nps").run()
    assert app.dataframe[0].value["account_nps"].iloc[0] == 80


def test_an_account_opens_from_the_list_and_closes_again(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    next(box for box in app.selectbox if "Open an account" in box.label).select("acc001").run()
    assert healthy(app)
    assert "<b>Acme</b> & $Co$ *x* is a detractor (account NPS −60)" in said(app)
    assert app.query_params["account"] in ("acc001", ["acc001"])
    next(button for button in app.button if button.label == "All accounts").click().run()
    assert "account" not in app.query_params
    assert len(names(app)) == 25


def test_the_filters_outlast_a_look_at_one_account(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    app.text_input(key="search").set_value("zebra").run()
    next(box for box in app.selectbox if "Open an account" in box.label).select("acc002").run()
    assert "Zebra Ltd is a promoter" in said(app)
    next(button for button in app.button if button.label == "All accounts").click().run()
    assert names(app) == ["Zebra Ltd"]


def test_one_account_says_why_and_what_happened(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = one(open_page)
    assert healthy(app)
    assert not notices(app)
    text = said(app)
    assert "Churn risk rank 1 of 60" in text
    assert "Open work 2 loops, 1 ticket" in text
    assert "- an executive is a detractor" in text
    assert "use in 30 days: −39%" in text
    assert "Q2 2026: ▼ Declined: −2.2 score points, 2 contacts" in text
    assert all(not block.allow_html for block in app.markdown)
    comments = [str(v) for frame in app.dataframe for v in frame.value.get("comment_redacted", [])]
    assert any("<script>" in comment for comment in comments)


@pytest.mark.parametrize("relation", TIMELINE.values())
def test_the_timeline_says_which_source_is_missing(
    open_page: Open, home: Path, relation: str
) -> None:
    marts_fixture.build(home, drop=(relation,))
    app = one(open_page)
    assert healthy(app)
    assert "Not in this publication" in said(app)


def test_an_account_without_history_says_so(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = one(open_page, "acc060")
    assert healthy(app)
    assert "Nothing is known of what happened" in notices(app)
    assert "Nobody at this account answered" in notices(app)


def test_an_unknown_account_is_said(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = one(open_page, "<b>nobody</b>")
    assert healthy(app)
    assert "no account with the id <b>nobody</b>" in notices(app)


def test_movements_follow_the_owner(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    assert "scored higher at 21 accounts and lower at 1; at 15 nobody" in said(app)
    app.selectbox(key="owner_id").select("own2").run()
    assert healthy(app)
    moved, advocates = app.dataframe[-2].value, app.dataframe[-1].value
    assert set(moved["owner"]) == {"own2"}
    assert set(advocates["owner"]) == {"own2"}


def test_who_may_be_asked_for_a_reference(open_page: Open, home: Path) -> None:
    marts_fixture.build(home)
    app = open_page("accounts")
    assert (
        "30 people at 15 accounts may be asked as of 1 Jul 2026, 06:00 UTC: promoters by their "
        "last relationship answer" in said(app)
    )
    listed = app.dataframe[-1].value
    assert len(listed) == paging.PAGE_SIZE
    assert list(listed["mrr_usd"]) == sorted(listed["mrr_usd"], reverse=True)
    assert not {"email", "contact_name"} & set(listed.columns)
    one = "delete from marts.advocacy_candidates where contact_key <> 'hash1acc002'"
    marts_fixture.build(home, "fixture0002", change=(one,))
    assert "1 person at 1 account may be asked as of" in said(open_page("accounts"))
    marts_fixture.build(home, "fixture0003", change=("delete from marts.advocacy_candidates",))
    app = open_page("accounts")
    assert healthy(app)
    assert "Nobody may be asked now" in said(app)


def test_the_state_of_the_book_counts_in_good_grammar() -> None:
    one = [
        {"behavior_segment": segment, "accounts": 1}
        for segment in ("vocal_detractor", "silent_detractor", "at_risk_passive")
    ]
    assert account_words.segments(one) == (
        "Of 3 accounts, 1 says that it is unhappy, 1 is silent with a warning sign, and 1 passive "
        "and 0 promoters show one; 0 promoters use more than before."
    )


def test_an_account_of_which_little_is_known_stands(open_page: Open, home: Path) -> None:
    unknown = (
        "update marts.account_health set account_nps = null, mrr_usd = null, usage_change = null,"
        " risk_rank = null, renewal_date = null, nps_class = 'not_surveyed'",
        "update marts.account_nps_quarterly set matched_change = null, movement = null",
        "update marts.fct_account_mrr_monthly set mrr_usd = null",
        "update marts.dim_accounts set name = null, industry = null",
    )
    marts_fixture.build(home, change=unknown)
    app = one(open_page)
    assert healthy(app)
    assert "acc001 is not surveyed and has no known revenue" in said(app)
    assert "Churn risk rank not ranked" in said(app)
    assert "no contact answered again" in said(app)
