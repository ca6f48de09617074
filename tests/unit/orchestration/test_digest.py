"""The digest: what it says of which marts, and that no text of the data becomes markup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser

import duckdb
import pytest

from dagster_project.exports import words
from dagster_project.exports.parts import Digest, Section
from dagster_project.exports.render import MESSAGE_LIMIT, markdown, message, page
from dagster_project.exports.sections import read_digest

_MARTS = """
create schema marts; create schema meta; create schema quality;
create table meta.publication as select 'two' as publication_id, 'one' as previous_publication_id,
    '{"LOYALTY_NOW": "2026-07-01T08:00:00+02:00"}' as params, true as is_sample,
    timestamp '2026-11-22 05:00:00' as built_at, timestamp '2026-07-01' as survey_as_of,
    timestamp '2026-06-11' as billing_as_of, null::timestamp as crm_as_of,
    timestamp '2026-06-30' as ticket_as_of, null::timestamp as usage_as_of;
create table meta.figure_changes as select * from (values
    ('scorecard', 20, 'GRR fell.', 'moved', 'intervals', true, false),
    ('scorecard', 10, 'NPS rose.', 'moved', 'intervals', false, false),
    ('scorecard', 30, 'Hours fell.', 'moved', 'not_judged', false, false),
    ('scorecard', 40, 'Cost can now be measured.', 'new', 'no_change_to_judge', false, false),
    ('all', null, 'MRR of May was restated.', 'restated', 'exact', true, true),
    ('all', null, 'MRR of April was restated.', 'restated', 'exact', false, true)
) as v(dimension, sort_order, words, change_type, noise_rule, is_beyond_noise, is_restated);
create table marts.theme_impact as select * from (values
    (date '2026-01-01', 'billing', 50, 40, 9e6, 9e6, 'ok'),
    (date '2026-04-01', 'untagged', 0, 19, 658801.32, 210100.0, 'ok'),
    (date '2026-04-01', 'support', 1200, 2, 1230095.68, 44450.2, 'insufficient'),
    (date '2026-04-01', 'ease_of_use', 9, 7, 158699.7, 18268.74, 'ok'),
    (date '2026-04-01', 'pricing', 3, 3, 32797.08, 4880.07, 'ok'),
    (date '2026-04-01', 'onboarding', 3, 3, 32797.08, 4880.06, 'ok'),
    (date '2026-04-01', 'performance', 3, 3, 100.0, 0.0, 'ok')
) as v(quarter, theme, mentions, accounts, arr_at_risk_usd, excess_loss_usd, flag);
create table marts.action_queue as select *, timestamp '2026-07-01 06:00:00' as observed_at
from (values
    ('l1', '005A', true, -1.0, 1000.0), ('l2', '005A', true, -75.5, 50000.0),
    ('l3', '005A', false, 3.0, 1.0), ('l4', null, true, -0.25, null),
    ('l5', '005B', false, 9.0, 1.0), (null, '005A', true, -900.0, 1.0)
) as v(loop_id, owner_id, is_overdue, hours_left, arr_usd);
create table quality.check_results as select * from (values
    ('stripe', 'invoices', 'warning', 'Amounts are positive.', false),
    ('stripe', 'invoices', 'blocking', 'Ids are unique.', true)
) as v(source, entity, severity, description, is_passed);
create table quality.quarantine_summary as select * from (values
    ('qualtrics', 'responses', 1200), ('qualtrics', 'responses', 34), ('zendesk', 'tickets', 1)
) as v(source, entity, rows);
create table quality.identity_match_report as select * from (values
    ('mrr', 9, true, 900.0), ('mrr', 1, false, 25000.4), ('responses', 70, true, null),
    ('responses', 30, false, null), ('tickets', 5, true, null), ('invoices', 1, false, null)
) as v(relation, row_count, is_matched, mrr_usd);
create table quality.unmapped_surveys as select 'SV_1' as survey_id;
"""


@pytest.fixture
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(_MARTS)
        yield connection


def section(marts: duckdb.DuckDBPyConnection, title: str) -> Section:
    return next(s for s in read_digest(marts).sections if s.title == title)


def test_changes_are_those_beyond_noise_and_the_rest_is_counted(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert section(marts, "What changed").sentences == [
        "GRR fell.",
        "Cost can now be measured.",
        "2 other figures moved within the noise, or too uncertainly to judge.",
        "2 figures of past periods restated, 1 of them by more than noise (meta.figure_changes).",
    ]
    marts.execute("update meta.figure_changes set is_beyond_noise = false")
    assert "No headline figure moved" in section(marts, "What changed").sentences[0]
    marts.execute("update meta.publication set previous_publication_id = null")
    assert section(marts, "What changed").sentences == [
        "This is the first publication: nothing to compare it with."
    ]


def test_the_three_costliest_themes_of_the_latest_quarter(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    found = section(marts, "Themes that cost most")
    assert found.sentences[0].startswith("Q2 2026, ")
    assert found.table[1:] == [
        ["Support *", "1,200", "2", "$1.23M", "$44,450"],
        ["Ease of use", "9", "7", "$158,700", "$18,269"],
        ["Pricing", "3", "3", "$32,797", "$4,880"],
    ]
    marts.execute("update marts.theme_impact set excess_loss_usd = 0")
    assert section(marts, "Themes that cost most").table == []


def test_overdue_loops_by_owner_with_the_longest(marts: duckdb.DuckDBPyConnection) -> None:
    found = section(marts, "Overdue loops")
    assert found.sentences == ["3 of 5 open loops are overdue at 1 Jul 2026, 06:00 UTC."]
    assert found.table[1:] == [
        ["005A", "2", "3", "3 days", "$51,000"],
        ["nobody", "1", "1", "15 minutes", "$0"],
    ]
    marts.execute("delete from marts.action_queue")
    assert section(marts, "Overdue loops").sentences == ["No loop is open."]


def test_owners_beyond_ten_are_counted(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute(
        "insert into marts.action_queue select 'x' || range, 'o' || range, true, -1, 1, observed_at"
        " from range(12), (select min(observed_at) as observed_at from marts.action_queue)"
    )
    found = section(marts, "Overdue loops")
    assert len(found.table) == 11
    assert found.sentences[1] == "4 other owners not shown: 4 loops overdue."


def test_warnings_name_what_is_wrong_and_their_absence_is_said(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    assert section(marts, "Data quality").sentences == [
        "Check failed (stripe invoices): Amounts are positive.",
        "1,235 rows were rejected so far: qualtrics responses 1,234, zendesk tickets 1.",
        "The billing data end on 11 Jun 2026, 20 days ago.",
        "No CRM data has landed: what rests on it is missing.",
        "1 of 10 paying customers matched no account: $25,000 of MRR.",
        "30 of 100 responses matched no account (employees and partners have none).",
        "1 survey is not in program/survey_programs and not counted.",
    ]
    for name in ("check_results", "quarantine_summary", "identity_match_report"):
        marts.execute(f"delete from quality.{name}")
    marts.execute("delete from quality.unmapped_surveys")
    marts.execute(
        "update meta.publication set billing_as_of = survey_as_of, crm_as_of = survey_as_of"
    )
    assert section(marts, "Data quality").sentences == [
        "Every check passed, and every source is fresh."
    ]


def test_an_older_publication_with_fewer_relations_still_has_a_digest() -> None:
    with duckdb.connect() as old:
        old.execute("create schema meta")
        old.execute(
            "create table meta.publication as select 'a' as publication_id, false as is_sample,"
            " timestamp '2026-07-01' as built_at"
        )
        digest = read_digest(old)
    assert [s.title for s in digest.sections] == [
        "What changed",
        "Themes that cost most",
        "Overdue loops",
        "Data quality",
    ]
    assert all(s.sentences for s in digest.sections)


def test_the_sample_says_that_it_is_fiction(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute('update meta.publication set params = \'{"LOYALTY_AS_OF": "2026-03-31"}\'')
    digest = read_digest(marts)
    for text in (markdown(digest), page(digest), message(digest)):
        assert "Fictional sample company" in text
        assert "known before 2026-03-31" in text.replace("\\", "")


class _Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_text_of_the_data_stays_text(marts: duckdb.DuckDBPyConnection) -> None:
    plain = _Tags()
    plain.feed(page(read_digest(marts)))
    hostile = "<script src=x onerror=1>|[a](http://b)*_`</td>&<!channel>"
    marts.execute("update meta.figure_changes set words = ?", [hostile])
    marts.execute("update marts.action_queue set owner_id = ?", [hostile])
    digest = read_digest(marts)
    tags = _Tags()
    tags.feed(page(digest))
    assert (tags.tags, tags.attributes) == (plain.tags, plain.attributes)
    assert not tags.attributes & {"src", "href", "onerror"}
    text = markdown(digest)
    assert "<script" not in text.replace("\\<", "")
    table = [line for line in text.splitlines() if line.startswith("| \\<script")]
    assert len(table) == 1
    assert table[0].replace("\\|", "").count("|") == 6
    assert "<!channel>" not in message(digest)


def test_a_long_digest_is_cut_for_the_channel() -> None:
    digest = Digest("T", "s", "", [Section("A", [f"sentence {n} " * 10 for n in range(90)])])
    text = message(digest)
    assert len(text) <= MESSAGE_LIMIT + 40
    assert text.endswith("… (more in digest.html)")


def test_numbers_as_people_read_them() -> None:
    assert words.money(-1234.5) == "−$1,234"
    assert words.money(999_499.6) == "$1.00M"
    assert words.money(999_499) == "$999,499"
    assert words.percent(0.2341) == "23.4%"
    assert words.lasting(0.001) == "1 minute"
    assert words.lasting(47.9) == "48 hours"
    assert words.lasting(48) == "2 days"
    assert words.quarter(date(2026, 12, 1)) == "Q4 2026"
    assert words.moment(datetime(2026, 7, 1, 6)) == "1 Jul 2026, 06:00 UTC"
