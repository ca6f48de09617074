"""The analyst guide's queries run on a publication and answer what the guide says they answer."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

QUERIES = sorted((Path(__file__).resolve().parents[2] / "docs" / "queries").glob("*.sql"))
GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "analyst-guide.md").read_text()

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_query_answers(query: Path, sample_publication: Any) -> None:
    connection = duckdb.connect(str(Path(sample_publication.marts_path).resolve()), read_only=True)
    rows = connection.execute(query.read_text()).fetchall()
    # a small sample may have no segment with 30 accounts on both sides
    if query.stem != "segments_that_turn_nps_into_retention":
        assert rows
    assert f"<!-- query: {query.stem} -->" in GUIDE
    assert query.read_text().strip() in GUIDE


def test_a_unit_month_leads_to_lines_that_explain_it(sample_publication: Any) -> None:
    """For every unit-month without grace, the rates of its covering lines add up to its native MRR."""
    connection = duckdb.connect(str(Path(sample_publication.marts_path).resolve()), read_only=True)
    (checked, wrong) = connection.execute(
        """
        with covered as (
            select
                coalesce(i.account_id, i.billing_customer_id) as unit_id,
                m.month_end_date,
                i.currency,
                sum(i.monthly_rate) as rate
            from marts.fct_mrr_intervals i
            inner join (select distinct month_end_date from marts.fct_account_mrr_monthly) m
                on i.starts_on <= m.month_end_date and i.ends_on > m.month_end_date
            group by all
        ),
        published as (
            select
                coalesce(account_id, billing_customer_id) as unit_id,
                month_end_date,
                sum(mrr_usd) as mrr_usd,
                bool_or(in_grace) as in_grace
            from marts.fct_account_mrr_monthly
            group by all
        ),
        usd_only as (
            select unit_id, month_end_date, sum(rate) as rate
            from covered
            group by all
            having bool_and(currency = 'usd')
        )
        select count(*), count(*) filter (where abs(p.mrr_usd - u.rate) > 0.05)
        from published p inner join usd_only u using (unit_id, month_end_date)
        where not p.in_grace
        """
    ).fetchone() or (0, 0)
    assert checked > 1000
    assert wrong == 0
