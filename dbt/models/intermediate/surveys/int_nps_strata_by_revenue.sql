{{ config(meta={'sums': {
    'of': ['int_nps_frame_members', 'int_nps_frame_answers'],
    'by': 'person_key',
    'each_row': true,
    'grain': ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value', 'arr_position', 'tenure_position', 'changed_on'],
    'rows': 'n_changes'
}}) }}
-- By how many people asked and answers the strata of the cells of int_nps_sums_by_revenue move on a day.
{{ nps_stratum_steps(['arr_band', 'plan_tier', 'tenure_band', 'signup_cohort']) }}
