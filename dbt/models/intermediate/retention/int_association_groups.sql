{{ config(meta={'parts': {'by': 'cohort_date', 'of': ['int_association_units']}}) }}
-- Counts, means and variances per cohort date, segment and class. `other` is promoter and passive together.
with units as (
    select * from {{ ref('int_association_units') }}
),

grouped as (
    select *, nps_class as class_group from units
    union all
    select *, 'other' as class_group from units where nps_class <> 'detractor'
),

segmented as (
    {% for dimension in retention_dimensions() %}
    select
        cohort_date,
        class_group,
        '{{ dimension }}' as segment_dimension,
        {{ "'all'" if dimension == 'all' else dimension }} as segment_value,
        is_churned,
        log_expansion,
        log_contract_value,
        tickets_90_days,
        renewals_closed,
        renewals_won
    from grouped
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        cohort_date,
        segment_dimension,
        segment_value,
        class_group,
        cast(count(*) as bigint) as n,
        cast(sum(case when is_churned then 1 else 0 end) as bigint) as churned,
        cast(sum(renewals_closed) as bigint) as renewals_closed,
        cast(sum(renewals_won) as bigint) as renewals_won,
        {% for name in ['log_expansion', 'log_contract_value', 'tickets_90_days'] %}
        cast(count({{ name }}) as bigint) as {{ name }}_n,
        {{ ratio('sum(' ~ name ~ ')', 'count(' ~ name ~ ')') }} as {{ name }}_mean,
        {{ sample_variance(name) }} as {{ name }}_variance{{ ',' if not loop.last }}
        {% endfor %}
    from segmented
    group by
        cohort_date,
        segment_dimension,
        segment_value,
        class_group
)

select * from final
