{{ config(meta={'sums': {
    'of': ['int_retention_units'],
    'by': 'unit_id',
    'each_row': true,
    'grain': ['cohort_date', 'horizon_months', 'is_mature', 'nps_class', 'segment_dimension', 'segment_value'],
    'rows': 'n_accounts'
}}) }}
-- Additive sums per cohort date, horizon, class and segment. Classes and segments roll up from here.
with segmented as (
    {% for dimension in retention_dimensions() %}
    select
        cohort_date,
        horizon_months,
        is_mature,
        nps_class,
        '{{ dimension }}' as segment_dimension,
        {{ "'all'" if dimension == 'all' else dimension }} as segment_value,
        mrr_start,
        mrr_end,
        mrr_minimum
    from {{ ref('int_retention_units') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    {{ retention_sums('segmented', retention_keys()) }}
)

select * from final
