-- One row per window and design that has both groups on support: prevented dollars and what would
-- overturn them.
{%- set keys = ['design', 'window_start', 'window_end'] %}
with contrasts as (

    select * from {{ ref('int_prevented_churn_contrasts') }}

),

estimates as (

    {{ prevented_churn_estimate('contrasts', keys) }}

),

final as (

    select
        *,
        {{ loss_ratio('treated_on_support_loss', 'prevented') }} as loss_ratio,
        {{ e_value(loss_ratio('treated_on_support_loss', 'prevented')) }} as e_value,
        -- more prevented dollars mean a smaller ratio: its interval comes from the ends of PD, crossed
        {{ e_value_of_interval(loss_ratio('treated_on_support_loss', 'prevented_hi'), 'coalesce(' ~ loss_ratio('treated_on_support_loss', 'prevented_lo') ~ ', 1e300)') }} as e_value_limit
    from estimates

)

select * from final
