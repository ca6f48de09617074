-- Every diagnostic for every window and design; what cannot be estimated says so and does not block.
with windows as (

    select * from {{ ref('int_prevented_churn_windows') }}

),

expected as (

    {%- for diagnostic in ['on_support_arr_share', 'placebo_before_response', 'placebo_fake_treatment', 'tipping_loss_rate', 'e_value', 'e_value_of_interval', 'late_closed_control_share', 'churned_before_landmark', 'largest_account_share', 'prevented_without_top_5'] %}
    select '{{ diagnostic }}' as diagnostic, 'none' as covariate
    union all
    {%- endfor %}
    {%- for phase in ['before', 'after'] %}{% set outer = loop %}
    {%- for covariate in ['log_arr', 'tenure_days', 'score', 'tickets_90_days', 'usage_change', 'q'] %}
    select 'smd_{{ phase }}' as diagnostic, '{{ covariate }}' as covariate
    {{ 'union all' if not (outer.last and loop.last) }}
    {%- endfor %}
    {%- endfor %}

),

checks as (

    select * from {{ ref('int_prevented_churn_checks') }}

),

final as (

    select
        -- attributes
        windows.design,
        expected.diagnostic,
        expected.covariate,
        coalesce(checks.status, 'not_estimable') as status,

        -- numbers
        cast(checks.estimate as double) as estimate,
        cast(checks.lo as double) as lo,
        cast(checks.hi as double) as hi,
        cast(checks.threshold as double) as threshold,
        cast(checks.p_value as double) as p_value,

        -- times
        windows.window_start,
        windows.window_end
    from windows
    cross join expected
    left join checks
        on windows.design = checks.design
        and windows.window_start = checks.window_start
        and windows.window_end = checks.window_end
        and expected.diagnostic = checks.diagnostic
        and expected.covariate = checks.covariate

)

select * from final
