"""The articles' test sentence, from a landed file to what an account manager reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pipeline_support import land, run

pytestmark = pytest.mark.slow
SENTENCE = (
    "The platform works fine, but we've had ongoing integration issues that haven't been resolved."
)
FILES = {
    "generic/accounts/a.csv": """account_id,name,owner_id,account_type
acme,Acme,owner-1,Customer
calm,Calm,owner-1,Customer
""",
    "generic/contacts/c.csv": """contact_id,account_id,email,title
c1,acme,c1@acme.example,Analyst
c2,calm,c2@calm.example,Analyst
""",
    "generic/billing_lines/b.csv": "".join(
        [
            "line_id,invoice_id,customer_id,subscription_id,account_id,period_start,period_end,"
            "amount,discount_amount,tax_amount,currency,interval,interval_count,quantity,"
            "unit_amount,is_recurring,is_proration,invoice_status,invoiced_at\n",
            *(
                f"l-{account},i-{account},{account},s-{account},{account},2026-01-01T00:00:00Z,"
                "2027-01-01T00:00:00Z,12000,0,0,usd,year,1,1,12000,true,false,paid,"
                "2026-01-01T00:00:00Z\n"
                for account in ("acme", "calm")
            ),
        ]
    ),
    "generic/responses/r.csv": f"""response_id,survey_id,respondent_id,email,score,comment,responded_at,language
r1,quarterly,c1,c1@acme.example,8,"{SENTENCE}",2026-05-20T10:00:00Z,en
r2,quarterly,c2,c2@calm.example,8,"Does the job.",2026-05-31T10:00:00Z,en
""",
    "program/survey_programs/p.csv": """source,survey_id,program,survey_type,metric,trigger,score_field,comment_field,scale_min,scale_max
generic,quarterly,customer,relationship,nps,quarterly,score,comment,0,10
""",
}


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("sentence")
    for path, text in FILES.items():
        land(folder / "extracts", path, text)
    run(folder / "home", folder / "extracts", LOYALTY_AS_OF="2026-06-01")
    published = folder / "home" / "published" / "marts.duckdb"
    with duckdb.connect(str(Path(published).resolve()), read_only=True) as connection:
        yield connection


def test_the_answer_is_that_of_a_passive(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "select nps_class, is_counted, comment_redacted from marts.fct_survey_responses "
        "where response_id = 'r1'"
    ).fetchall()
    assert rows == [("passive", True, SENTENCE)]


def test_it_is_about_integrations_and_unhappy_about_them(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "select theme, sentiment < 0, is_churn_signal from marts.fct_response_themes "
        "where response_id = 'r1' order by theme"
    ).fetchall()
    assert rows == [("integrations", True, True), ("product_quality", False, False)]


def test_its_account_is_a_passive_at_risk_and_says_why(marts: duckdb.DuckDBPyConnection) -> None:
    rows = marts.execute(
        "select account_id, nps_class, behavior_segment, reasons from marts.account_health "
        "order by account_id"
    ).fetchall()
    assert rows == [
        ("acme", "passive", "at_risk_passive", "comments are unhappy about integrations"),
        ("calm", "passive", "steady_passive", "nothing stands out"),
    ]
