-- All diagnostics of section 3 (iii) in one shape, for the windows and designs where they can be
-- estimated. Status block: the verdict may not be better than not_demonstrated.
{%- set keys = 'design, window_start, window_end' %}
{%- set no_number = 'cast(null as double)' %}
with estimates as (

    select
        estimates.*,
        {{ ratio('estimates.treated_on_support_arr', 'populations.treated_arr') }} as on_support_arr_share
    from {{ ref('int_prevented_churn_estimates') }} as estimates
    inner join {{ ref('int_prevented_churn_populations') }} as populations
        on estimates.design = populations.design
        and estimates.window_start = populations.window_start
        and estimates.window_end = populations.window_end

),

balance as (

    select
        {{ keys }}, concat('smd_', phase) as diagnostic, covariate, smd as estimate,
        {{ no_number }} as lo, {{ no_number }} as hi, cast(0.25 as double) as threshold, p_value, status
    from {{ ref('int_prevented_churn_balance') }}

),

placebos as (

    select
        {{ keys }}, diagnostic, 'none' as covariate, prevented as estimate,
        prevented_lo as lo, prevented_hi as hi, cast(0 as double) as threshold, {{ no_number }} as p_value,
        case when prevented_lo <= 0 and prevented_hi >= 0 then 'pass' else 'block' end as status
    from {{ ref('int_prevented_churn_placebos') }}

),

support as (

    select
        {{ keys }}, 'on_support_arr_share' as diagnostic, 'none' as covariate, on_support_arr_share as estimate,
        {{ no_number }} as lo, {{ no_number }} as hi, cast({{ var('on_support_minimum') }} as double) as threshold, {{ no_number }} as p_value,
        case when on_support_arr_share >= {{ var('on_support_minimum') }} then 'pass' else 'block' end as status
    from estimates

),

sensitivity as (

    {%- for diagnostic, estimate, source in [
        ('tipping_loss_rate', 'tipping_loss_rate', 'estimates'),
        ('e_value', 'e_value', 'estimates'),
        ('e_value_of_interval', 'e_value_limit', 'estimates'),
        ('late_closed_control_share', 'late_closed_control_share', ref('int_prevented_churn_populations')),
        ('churned_before_landmark', 'cast(churned_before_landmark_count as double)', ref('int_prevented_churn_populations')),
        ('largest_account_share', 'largest_account_share', ref('int_prevented_churn_concentration')),
        ('prevented_without_top_5', 'prevented_without_top_5', ref('int_prevented_churn_concentration')),
    ] %}
    select
        {{ keys }}, '{{ diagnostic }}' as diagnostic, 'none' as covariate, {{ estimate }} as estimate,
        {{ no_number }} as lo, {{ no_number }} as hi, {{ no_number }} as threshold, {{ no_number }} as p_value,
        case when {{ estimate }} is null then 'not_estimable' else 'information' end as status
    from {{ source }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

final as (

    select * from balance
    union all
    select * from placebos
    union all
    select * from support
    union all
    select * from sensitivity

)

select * from final
