"""The public relations carry the columns that analysts were promised, each typed and described."""

from pathlib import Path
from typing import Any

import pytest
import yaml

DBT = Path(__file__).resolve().parents[2] / "dbt"
PUBLIC_FOLDERS = ("marts", "quality", "meta")

# What analysts may rely on; columns may be added, never taken away without a CHANGELOG entry.
PROMISED: dict[str, str] = {
    "dim_accounts": "account_id name industry country arr_band plan_tier tenure_band first_mrr_month current_mrr_usd",
    "dim_contacts": "contact_key account_id role_class",
    "dim_owners": "owner_id",
    "fct_survey_invitations": "account_id contact_key program survey_type channel sent_at",
    "fct_survey_responses": "response_id account_id contact_key program survey_type trigger channel responded_at score nps_class "
    "is_counted comment_redacted",
    "fct_account_mrr_monthly": "account_id billing_customer_id month_end_date mrr_usd in_grace",
    "fct_mrr_intervals": "line_id invoice_id subscription_id account_id billing_customer_id monthly_rate currency starts_on ends_on "
    "reason _source_file _source_row",
    "fct_mrr_movements": "account_id month_end_date movement_type amount_usd",
    "fct_support_tickets": "ticket_id account_id created_at solved_at",
    "fct_usage_monthly": "account_id feature events",
    "fct_program_costs": "cost_type amount_usd",
    "nps_by_segment": "program survey_type period_type period_start segment_dimension segment_value n_responses n_accounts promoters "
    "passives detractors nps nps_lo nps_hi n_effective nps_weighted nps_weighted_lo nps_weighted_hi is_sufficient flag "
    "min_detectable_change nps_change nps_change_p_value is_significant_change",
    "nps_score_distribution": "program survey_type period_type period_start segment_dimension segment_value score n_responses share",
    "retention_by_nps_class": "cohort_date horizon_months nps_class segment_dimension segment_value n_accounts mrr_start_usd mrr_end_usd "
    "grr grr_lo grr_hi grr_strict nrr nrr_lo nrr_hi logo_retention is_mature flag",
    "retention_class_gaps": "cohort_date horizon_months nps_class_a nps_class_b measure gap gap_lo gap_hi p_value ordering",
    "mrr_waterfall": "month_end_date start_usd new_usd reactivation_usd expansion_usd contraction_usd churn_usd fx_usd rounding_usd end_usd",
    "cost_per_prevented_churn": "window_start window_end design program_cost_usd prevented_churn_usd prevented_churn_lo_usd "
    "prevented_churn_hi_usd cost_per_prevented_usd cost_per_prevented_lo cost_per_prevented_hi verdict verdict_point status "
    "naive_prevented_usd_not_for_decisions n_treated n_control on_support_arr_share",
    "prevented_churn_rows": "index_response_id account_id window_start window_end design is_treated arr_landmark_usd arr_loss_usd q "
    "stratum_level stratum_key",
    "prevented_churn_strata": "window_start window_end design stratum_level stratum_key",
    "prevented_churn_diagnostics": "window_start window_end design",
    "response_rates": "program survey_type channel segment_dimension segment_value month delivered responses response_rate "
    "response_rate_lo response_rate_hi target_lo target_hi",
    "response_bias": "program survey_type quarter r_indicator max_bias weighted_minus_raw respondent_grr nonrespondent_grr "
    "invited_arr_share responded_arr_share open_ticket_rate_invited open_ticket_rate_not_invited",
    "survey_fatigue": "month delivered violations violation_rate relationship_violations",
    "suppression_list": "contact_key account_id until_at reason observed_at",
    "advocacy_candidates": "contact_key account_id last_score last_response_at reason observed_at",
    "response_timing": "program survey_type quarter basis n_early n_late nps_early nps_late late_minus_early late_minus_early_lo "
    "late_minus_early_hi flag",
    "fct_response_themes": "response_id theme tagger_version sentiment is_negated",
    "theme_impact": "quarter theme mentions accounts arr_at_risk_usd arr_touched_usd churn_probability expected_loss_usd excess_loss_usd "
    "sample_quotes",
    "nps_drivers": "quarter driver driver_type n_with n_without gap share impact adjusted_coefficient adjusted_coefficient_lo "
    "adjusted_coefficient_hi p_value is_significant flag",
    "action_item_impact": "action_item_id mentions_before mentions_after nps_mention_before nps_mention_after nps_comparison_before "
    "nps_comparison_after difference_in_differences difference_in_differences_lo difference_in_differences_hi",
    "theme_sentiment": "quarter theme comments mentions mention_share mention_share_lo mention_share_hi sentiment sentiment_lo sentiment_hi flag",
    "business_case": "scenario line value formula note",
    "business_case_inputs": "input label unit seed_value own_value own_source own_period minimum maximum step",
    "nps_revenue_association": "cohort_date segment_dimension segment_value measure estimate lo hi n flag",
    "detractor_recovery": "period_type quarter segment_dimension segment_value theme loops loops_mature resurveyed recovered "
    "recovery_observed recovery_observed_lo recovery_observed_hi recovery_all recovery_all_lo recovery_all_hi recovery_upper "
    "contacted uncontacted contacted_recovered uncontacted_recovered contacted_minus_uncontacted contacted_minus_uncontacted_lo "
    "contacted_minus_uncontacted_hi flag",
    "loop_time_to_action": "arr_tier period_type period_label hours at_risk contacted survival survival_lo survival_hi flag",
    "action_queue": "response_id response_key loop_id account_id contact_key nps_class survey_type score theme arr_tier arr_usd owner_id "
    "team routed_by opened_at due_at hours_left is_overdue next_step next_step_due_at observed_at is_urgent",
    "account_health": "account_id account_nps nps_class nps_trend behavior_segment mrr_usd renewal_date open_loops open_tickets "
    "usage_change churn_risk is_risk_calibrated risk_rank is_polarised has_exec_detractor last_response_at reasons",
    "account_nps_quarterly": "account_id quarter account_nps nps_class n_responses n_effective matched_change movement owner_id",
    "cx_by_segment": "program metric survey_type segment_dimension segment_value quarter estimate lo hi n flag",
    "feature_adoption_nps": "feature quarter adopters non_adopters adopters_nps adopters_nps_lo adopters_nps_hi non_adopters_nps "
    "non_adopters_nps_lo non_adopters_nps_hi gap gap_lo gap_hi flag",
    "risk_model_evaluation": "model_version test_quarter auc brier skill calibration_slope calibration_intercept "
    "top_decile_arr_share n events is_calibrated",
    "risk_model_deciles": "model_version test_quarter decile n events event_rate mean_predicted arr_usd lost_arr_share "
    "cumulative_lost_arr_share lift",
    "program_scorecard": "kpi value lo hi target benchmark_band status source_relation seed_claim",
    "load_ledger": "source entity",
    "quarantine_summary": "source entity reason",
    "quarantined_rows": "source entity source_file source_row reason",
    "mrr_reconciliation": "account_id reason_code",
    "identity_match_report": "match_method",
    "check_results": "",
    "unmapped_surveys": "source survey_id",
    "publication": "publication_id previous_publication_id built_at code_version is_sample",
    "published_figures": "publication_id kpi dimension period_label",
    "figure_changes": "kpi label unit previous_publication_id previous_built_at previous_value value change lo hi is_restated "
    "is_beyond_noise words",
    "metric_definitions": "",
}
# Relations that hold people's own words or addresses must never appear.
FORBIDDEN_COLUMN_WORDS = (
    "email",
    "phone",
    "comment_raw",
    "original_text",
    "first_name",
    "last_name",
    "ip_address",
)


def public_models() -> dict[str, dict[str, Any]]:
    """Model entries of every YAML file under the public folders, by name."""
    found: dict[str, dict[str, Any]] = {}
    for folder in PUBLIC_FOLDERS:
        for path in (DBT / "models" / folder).rglob("*.yml"):
            for model in (yaml.safe_load(path.read_text()) or {}).get("models") or []:
                assert model["name"] not in found, f"{model['name']} is described twice"
                found[model["name"]] = model
    return found


MODELS = public_models()
SQL = {path.stem for folder in PUBLIC_FOLDERS for path in (DBT / "models" / folder).rglob("*.sql")}


@pytest.mark.parametrize("relation", PROMISED)
def test_promised_columns_exist(relation: str) -> None:
    assert relation in MODELS, f"{relation} has no YAML entry"
    columns = {column["name"] for column in MODELS[relation].get("columns") or []}
    assert set(PROMISED[relation].split()) <= columns


def test_every_public_model_has_a_contract_and_a_description() -> None:
    assert set(MODELS) == SQL
    assert [
        name for name, model in MODELS.items() if not (model.get("description") or "").strip()
    ] == []


@pytest.mark.parametrize("relation", sorted(MODELS))
def test_every_column_is_typed_and_described(relation: str) -> None:
    columns = MODELS[relation]["columns"]
    assert [c["name"] for c in columns if not (c.get("description") or "").strip()] == []
    assert [c["name"] for c in columns if not c.get("data_type")] == []
    names = [c["name"] for c in columns]
    assert [n for n in names if any(word in n for word in FORBIDDEN_COLUMN_WORDS)] == []


def test_names_carry_their_unit() -> None:
    wrong = []
    for relation, model in MODELS.items():
        for column in model["columns"]:
            name, kind = column["name"], column["data_type"].lower()
            if name.endswith("_at") and not kind.startswith("timestamp"):
                wrong.append(f"{relation}.{name}: {kind}")
            if name.endswith("_date") and kind != "date":
                wrong.append(f"{relation}.{name}: {kind}")
            if name.startswith(("is_", "has_")) and kind != "boolean":
                wrong.append(f"{relation}.{name}: {kind}")
    assert wrong == []
