"""Every headline figure of a page is the published one: altered marts, altered page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import marts_fixture
import pytest
from streamlit.testing.v1 import AppTest
from test_pages import said

Open = Callable[..., AppTest]

NEWEST = "cohort_date = (select max(cohort_date) from marts.retention_by_nps_class where is_mature and horizon_months = 12)"
CASES = [
    (
        "overview",
        "update marts.program_scorecard set value = 41.4, lo = 37.2, hi = 45.6 where kpi = 'relationship_nps'",
        ["Relationship NPS is +41 (95% interval +37 to +46)", "Relationship NPS +41"],
    ),
    (
        "overview",
        "update marts.program_scorecard set value = 1234567.89 where kpi = 'company_mrr'",
        ["Monthly recurring revenue $1.23M"],
    ),
    (
        "overview",
        f"update marts.retention_by_nps_class set grr = 0.7111 where nps_class = 'promoter' and {NEWEST}",
        ["Promoters keep 71.1% of their starting revenue"],
    ),
    (
        "overview",
        "update marts.retention_class_gaps set ordering = 'not_shown'",
        ["the gap is not shown, it may be chance"],
    ),
    (
        "overview",
        "update marts.cost_per_prevented_churn set prevented_churn_usd = 99000 where design = 'landmark'",
        ["The best estimate is $99K of prevented churn"],
    ),
    (
        "nps",
        "update marts.nps_by_segment set nps = 61.2, nps_lo = 60, nps_hi = 62.4 where segment_value = 'smb'",
        ["SMB (below $15K) scores highest (+61)"],
    ),
    (
        "nps",
        "update marts.nps_by_segment set is_sufficient = false, flag = 'insufficient' where segment_dimension = 'arr_band'",
        ["Fewer than two segments have enough responses"],
    ),
    (
        "retention",
        f"update marts.retention_class_gaps set gap = 0.123, gap_lo = 0.05, gap_hi = 0.2 where {NEWEST}",
        ["Gap 12.3 percentage points, 95% interval 5.0 to 20.0"],
    ),
    (
        "retention",
        "update marts.mrr_waterfall set end_usd = 7654321 where month_end_date = date '2026-06-30'",
        ["to $7.65M a month"],
    ),
    (
        "economics",
        "update marts.cost_per_prevented_churn set program_cost_usd = 55555, naive_prevented_usd_not_for_decisions = 8000000",
        ["Program cost $56K", "would be $8.00M"],
    ),
    (
        "survey_health",
        "update marts.suppression_list set has_bounced_address = true, observed_at = timestamp '2026-07-03 09:00:00'",
        [
            "40 people must not be asked as of 3 Jul 2026, 09:00 UTC",
            "40 have an address that bounced",
        ],
    ),
    (
        "survey_health",
        "update marts.response_timing set late_minus_early = -4.5, late_minus_early_hi = 2, late_share = 0.44 where flag = 'ok'",
        ["late answers (44.0% of all) were −4.5 points", "to +2.0): a difference is not shown"],
    ),
    (
        "closed_loop",
        "update marts.loop_performance set in_sla_rate = 0.777, in_sla_lo = 0.7, in_sla_hi = 0.83",
        ["77.7% were contacted in time (95% interval 70.0% to 83.0%, 90 loops)"],
    ),
    (
        "closed_loop",
        "update marts.loop_performance set closure_rate = 0.881 where closure_rate is not null",
        ["Of those of May 2026, 88.1% were closed with a documented action"],
    ),
    (
        "closed_loop",
        "update marts.program_scorecard set benchmark_lo = 0.91, benchmark_hi = 0.93 where kpi = 'loop_closure_rate'",
        ["the articles claim 91.0% to 93.0%"],
    ),
    (
        "closed_loop",
        "update marts.action_queue set is_overdue = true, observed_at = timestamp '2026-07-02 08:00:00' where nps_class = 'detractor'",
        ["20 of them beyond their deadline", "as of 2 Jul 2026, 08:00 UTC"],
    ),
    (
        "closed_loop",
        "update marts.loop_time_to_action set hours = 47 where hours = 40",
        ["Half of the detractors have been contacted after 47 h (95% interval 47 h to 4.0 days)"],
    ),
    (
        "closed_loop",
        "update marts.detractor_recovery set recovery_observed = 0.412, recovery_all = 0.163, resurveyed = 131 where resurveyed is not null",
        ["Of 131 detractors who answered again, 41.2% scored 7 or more", "it is 16.3% of 300"],
    ),
    (
        "closed_loop",
        "update marts.detractor_recovery set contacted_minus_uncontacted = 0.222, contacted_minus_uncontacted_lo = 0.05 where resurveyed is not null",
        ["+22.2 percentage points", "come back more often than chance explains"],
    ),
    (
        "accounts",
        "update marts.account_health set behavior_segment = 'silent_detractor' where behavior_segment = 'quiet'",
        ["15 are silent with a warning sign"],
    ),
    (
        "accounts",
        "update marts.advocacy_candidates set observed_at = timestamp '2026-08-09 07:00:00'",
        ["30 people at 15 accounts may be asked as of 9 Aug 2026, 07:00 UTC"],
    ),
    (
        "accounts",
        "update marts.account_nps_quarterly set movement = 'declined' where movement = 'improved'",
        ["scored higher at 0 accounts and lower at 22"],
    ),
    (
        "accounts",
        "update marts.account_health set is_risk_calibrated = true, observed_at = timestamp '2026-08-09 07:00:00'",
        ["Churn risk is the probability", "open loops and tickets as of 9 Aug 2026, 07:00 UTC"],
    ),
    (
        "survey_health",
        "update marts.response_rates set response_rate = 0.46, response_rate_lo = 0.44, response_rate_hi = 0.48, delivered = 888",
        ["46.0% of 888 delivered", "95% interval 44.0% to 48.0%), above the 25% to 35%"],
    ),
    (
        "survey_health",
        "update marts.response_rates set target_lo = 0.51, target_hi = 0.62",
        ["below the 51% to 62% that the articles claim"],
    ),
    (
        "survey_health",
        "update marts.response_bias set respondent_grr = 0.812, respondent_grr_lo = 0.77",
        ["those that answered kept 81.2%", "their intervals overlap"],
    ),
    (
        "survey_health",
        "update marts.response_bias set r_indicator = 0.777, max_bias = 12.3, weighted_minus_raw = 4.44",
        [
            "R-indicator 0.777",
            "Largest bias of NPS 12.3 points",
            "Weighted minus raw NPS +4.4 points",
        ],
    ),
    (
        "survey_health",
        "update marts.response_bias set invited_arr_share = 0.634, open_ticket_rate_invited = 0.502",
        [
            "accounts with 63.4% of ARR were asked",
            "50.2% of the invited",
            "not spared the question",
        ],
    ),
    (
        "survey_health",
        "update marts.survey_fatigue set violations = 333, violation_rate = 0.222, relationship_violations = 21",
        ["333 of 1,500 delivered invitations (22.2%)", "21 relationship invitations"],
    ),
    (
        "overview",
        "update meta.figure_changes set words = 'Relationship NPS fell from 50 to 24.2, more than noise.', change = -25.8 where kpi = 'relationship_nps'",
        ["▼ Relationship NPS fell from 50 to 24.2, more than noise."],
    ),
    (
        "nps",
        "update marts.nps_by_segment set nps_weighted = -3.3, nps_weighted_lo = -8.2, nps_weighted_hi = 2.1 where segment_dimension = 'all'",
        ["Weighted to everybody who was invited it is −3 (95% interval −8 to +2)"],
    ),
    (
        "economics",
        "update marts.business_case_inputs set own_value = 1000000, maximum = 50000000 where input = 'seed_arr_usd'",
        ["The articles would count $28K of prevented churn a year"],
    ),
    (
        "economics",
        "update marts.business_case set formula = 'seed_arr_usd * 0.5' where scenario = 'seed_articles' and line = 'prevented_usd'",
        ["The articles would count $17.39M of prevented churn a year"],
    ),
    (
        "voice",
        "update marts.theme_impact set arr_at_risk_usd = 777000, excess_loss_usd = 222000 where theme = 'support'",
        ["support weighs most: $777K of yearly revenue is at risk, and $222K a year more"],
    ),
    (
        "voice",
        "update marts.action_item_impact set difference_in_differences = -12.0, difference_in_differences_lo = -20.4, difference_in_differences_hi = -3.6 where action_item_id = 'AI-1'",
        ["−12 points between the two (95% interval −20 to −4)"],
    ),
    (
        "trust",
        "update quality.check_results set is_passed = true",
        ["All 2 checks passed."],
    ),
    (
        "trust",
        "update quality.mrr_reconciliation set ledger_usd = 77000 where unit_id = 'A2'",
        ["The ledger holds $77K of monthly recurring revenue"],
    ),
    (
        "trust",
        "update quality.mrr_reconciliation set reason_code = 'unexplained' where reason_code = 'tax'",
        ["$20 of the difference has no reason."],
    ),
    (
        "trust",
        "update meta.published_figures set is_restated = false",
        ["No figure of a past period has changed since it was published."],
    ),
]

ACCOUNT_CASES = [
    (
        "update marts.account_health set account_nps = 72, nps_class = 'promoter', mrr_usd = 4321",
        [
            "is a promoter (account NPS +72) and pays $4,321 a month",
            "Account NPS +72",
            "MRR $4,321",
        ],
    ),
    (
        "update marts.account_health set reasons = 'usage fell by 44% in 30 days', open_tickets = 7",
        ["- usage fell by 44% in 30 days", "2 loops, 7 tickets"],
    ),
    (
        "update marts.account_health set risk_rank = 33 where account_id = 'acc001'",
        ["Churn risk rank 33 of 60"],
    ),
    (
        "update marts.account_nps_quarterly set movement = 'improved', matched_change = 3.5",
        ["▲ Improved: +3.5 score points"],
    ),
]


@pytest.mark.parametrize(("change", "expected"), ACCOUNT_CASES)
def test_an_account_follows_the_marts(
    open_page: Open, home: Path, change: str, expected: list[str]
) -> None:
    def account() -> str:
        app = open_page("accounts")
        app.query_params["account"] = "acc001"
        return said(app.run())

    marts_fixture.build(home)
    before = account()
    marts_fixture.build(home, "fixture0002", change=(change,))
    after = account()
    for text in expected:
        assert text not in before
        assert text in after


@pytest.mark.parametrize(("page", "change", "expected"), CASES)
def test_the_page_follows_the_marts(
    open_page: Open, home: Path, page: str, change: str, expected: list[str]
) -> None:
    marts_fixture.build(home)
    before = said(open_page(page))
    marts_fixture.build(home, "fixture0002", change=(change,))
    after = said(open_page(page))
    for text in expected:
        assert text not in before
        assert text in after
