"""What the pipeline publishes about the sample company is what was planted in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import sqrt

import duckdb
import polars as pl
import pytest
from pipeline_support import Published

from ingestion.sample.life import ANSWER_RATE, LOOP_EFFECT, monthly_hazard
from ingestion.sample.population import LATENT, SEGMENTS

pytestmark = pytest.mark.slow
SIZES = ["sample_publication", "full_sample_publication"]
TOLERATED = 4  # standard errors


@pytest.fixture(scope="module", params=SIZES)
def published(request: pytest.FixtureRequest) -> Published:
    company: Published = request.getfixturevalue(request.param)
    return company


@pytest.fixture
def marts(published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published.marts_path.resolve()), read_only=True) as connection:
        yield connection


def test_published_mrr_is_the_planted_path_to_the_cent(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        "select cast(month_end_date as varchar), sum(mrr_usd), count(distinct unit_id) "
        "from marts.fct_account_mrr_monthly group by 1 order by 1"
    ).fetchall()
    planted = [
        (row["month_end_date"], Decimal(row["mrr_usd"]), row["units"])
        for row in published.truth["mrr"]
    ]
    assert rows == planted


def test_the_waterfall_ends_each_month_at_the_planted_path(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        "select cast(month_end_date as varchar), end_usd from marts.mrr_waterfall"
    ).fetchall()
    planted = {row["month_end_date"]: Decimal(row["mrr_usd"]) for row in published.truth["mrr"]}
    assert dict(rows) == planted


def test_every_planted_bad_row_is_quarantined_under_its_reason(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        "select source, entity, reason, rows from quality.quarantine_summary"
    ).fetchall()
    planted = {
        (row["source"], row["entity"], row["reason"], row["rows"])
        for row in published.truth["quarantine"]
    }
    assert set(rows) == planted


def test_merged_accounts_live_on_in_their_survivor_only(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    known = {
        row[0] for row in marts.execute("select account_id from marts.dim_accounts").fetchall()
    }
    pairs = published.truth["merged_accounts"]
    assert pairs
    assert not known & {pair["account_id"] for pair in pairs}
    assert known >= {pair["survivor_id"] for pair in pairs}


def test_customers_nobody_can_match_stay_without_account(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        "select distinct billing_customer_id from marts.fct_account_mrr_monthly "
        "where account_id is null"
    ).fetchall()
    assert rows
    assert {row[0] for row in rows} <= set(published.truth["unmatched_customers"])


def test_planted_scores_by_industry(published: Published, marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        """
        select industry, count(*),
            100 * avg(case when score >= 9 then 1.0 when score <= 6 then -1.0 else 0.0 end)
        from marts.fct_survey_responses
        inner join marts.dim_accounts using (account_id)
        where program = 'customer' and survey_type = 'relationship'
        group by industry
        """
    ).fetchall()
    planted = published.truth["expected_relationship_nps"]
    assert {row[0] for row in rows} == set(planted["industry"])
    assert sum(row[1] for row in rows) == planted["all"]["answers"]
    for industry, answers, nps in rows:
        expected = planted["industry"][industry]
        assert answers == expected["answers"]
        assert abs(nps - expected["nps"]) <= TOLERATED * expected["se"]


def test_recovery_without_a_planted_effect_is_regression_to_the_mean(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Closed loops lower churn in the sample; nobody's next answer is higher for it."""
    row = marts.execute(
        """
        select recovery_observed, contacted_minus_uncontacted_lo, contacted_minus_uncontacted_hi
        from marts.detractor_recovery
        where period_type = 'all' and segment_dimension = 'all' and theme = 'all'
        """
    ).fetchone()
    assert row is not None
    observed, lo, hi = row
    assert observed > 0.2
    assert lo < 0 < hi


def test_the_queue_of_the_sample_shows_every_level_of_the_cascade(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    rows = marts.execute("select distinct routed_by from marts.action_queue").fetchall()
    levels = {"task_owner", "account_owner", "theme_team", "urgency", "segment_team", "overflow"}
    assert {row[0] for row in rows} == levels


def test_planted_churn_of_each_latent_class(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    """Monthly customers, whose leaving shows within a month of the decision."""
    monthly = pl.read_parquet(published.extracts.parent / "truth_accounts.parquet").filter(
        ~pl.col("is_immune") & pl.col("stands_alone") & (pl.col("billing_interval") == "month")
    )
    lost = marts.execute(
        """
        select account_id from marts.fct_account_mrr_monthly
        where account_id is not null
        group by account_id
        having count(*) < date_diff(
            'month', min(month_end_date),
            (select max(month_end_date) from marts.fct_account_mrr_monthly)
        ) + 1
        """
    ).pl()
    cells = (
        monthly.with_columns(pl.col("account_id").is_in(lost["account_id"].to_list()).alias("lost"))
        .group_by("latent_class", "segment")
        .agg(pl.col("months_exposed", "months_cared", "lost").sum())
    )
    for name in LATENT:
        expected, seen = 0.0, 0
        for row in cells.filter(pl.col("latent_class") == name).iter_rows(named=True):
            place = pl.Series([LATENT.index(name)]), pl.Series([SEGMENTS.index(row["segment"])])
            hazard = float(monthly_hazard(place[0].to_numpy(), place[1].to_numpy())[0])
            exposed = row["months_exposed"] + (1 - LOOP_EFFECT) * row["months_cared"]
            expected += hazard * exposed
            seen += row["lost"]
        assert abs(seen - expected) <= TOLERATED * sqrt(expected), name


def test_no_planted_address_or_phone_is_published(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "select count(*), count(comment_redacted) filter (where "
        "regexp_matches(comment_redacted, '[@]|555.?01[0-9][0-9]|7946|555 02')) "
        "from marts.fct_survey_responses where comment_redacted is not null"
    ).fetchone()
    assert rows is not None
    assert rows[0] > 0
    assert rows[1] == 0


def test_planted_willingness_to_answer_of_each_latent_class(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    """Whoever is unhappy answers less: the published flag finds the planted chance per class."""
    latent = pl.read_parquet(published.extracts.parent / "truth_accounts.parquet").select(
        "account_id", "latent_class"
    )
    sends = marts.execute(
        """
        select account_id, count(*) as sends, count(*) filter (where is_answered) as answers
        from marts.fct_survey_invitations
        where program = 'customer' and survey_type = 'relationship' and is_delivered
            and source = 'qualtrics' and sent_at < timestamp '2026-06-01'
        group by account_id
        """
    ).pl()
    cells = (
        sends.join(latent, on="account_id")
        .group_by("latent_class")
        .agg(pl.col("sends", "answers").sum())
    )
    assert set(cells["latent_class"]) == set(LATENT)
    for name, asked, answered in cells.iter_rows():
        planted = float(ANSWER_RATE[LATENT.index(name)])
        spread = sqrt(asked * planted * (1 - planted))
        assert abs(answered - asked * planted) <= TOLERATED * spread, name


def test_nobody_is_left_out_of_the_survey_for_being_unhappy(
    published: Published, marts: duckdb.DuckDBPyConnection
) -> None:
    """Invitations were planted without a look at mood: who pays a quarter long is asked alike."""
    latent = pl.read_parquet(published.extracts.parent / "truth_accounts.parquet").select(
        "account_id", "latent_class"
    )
    shares = marts.execute(
        """
        with paying as (
            select account_id, date_trunc('quarter', month_end_date) as quarter
            from marts.fct_account_mrr_monthly
            where account_id is not null and mrr_usd > 0 and month_end_date >= date '2024-01-01'
            group by all having count(*) = 3
        ),
        asked as (
            select distinct account_id, date_trunc('quarter', sent_at) as quarter
            from marts.fct_survey_invitations
            where program = 'customer' and survey_type = 'relationship' and is_delivered
        )
        select account_id, avg(case when asked.quarter is null then 0.0 else 1.0 end) as share
        from paying left join asked using (account_id, quarter)
        group by account_id
        """
    ).pl()
    cells = {
        str(name): part["share"]
        for (name,), part in shares.join(latent, on="account_id").group_by("latent_class")
    }
    happy, unhappy = cells[LATENT[0]], cells[LATENT[2]]
    variance = sum(float(part.var() or 0.0) / len(part) for part in (happy, unhappy))  # type: ignore[arg-type]
    difference = float(happy.mean()) - float(unhappy.mean())  # type: ignore[arg-type]
    assert abs(difference) <= TOLERATED * sqrt(variance)


@pytest.mark.parametrize(
    ("theme", "quarters"),
    [
        ("performance_reliability", {"2024-10-01"}),
        ("pricing", {"2025-04-01", "2025-07-01"}),
        ("support", {"2025-10-01"}),
    ],
)
def test_planted_events_are_what_comments_are_about(
    marts: duckdb.DuckDBPyConnection, theme: str, quarters: set[str]
) -> None:
    """A faulty release, a price increase, a support crisis: each quarter of theirs stands out."""
    rows = marts.execute(
        "select cast(quarter as varchar), mention_share from marts.theme_sentiment "
        "where theme = ? and comments >= 30 and mention_share is not null",
        [theme],
    ).fetchall()
    struck = [share for quarter, share in rows if quarter in quarters]
    calm = [share for quarter, share in rows if quarter not in quarters]
    assert len(struck) == len(quarters)
    assert len(calm) >= 5
    assert min(struck) > 1.5 * max(calm)
