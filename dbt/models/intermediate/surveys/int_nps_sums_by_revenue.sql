{{ config(meta={'sums': {
    'of': ['int_nps_memberships'],
    'by': 'cluster_id',
    'within': ['program', 'survey_type', 'period_type'],
    'grain': ['segment_dimension', 'program', 'survey_type', 'period_type', 'segment_value', 'changed_on'],
    'rows': 'n_steps'
}}) }}
{{ nps_dimension_sums(['arr_band', 'plan_tier', 'tenure_band', 'signup_cohort']) }}
