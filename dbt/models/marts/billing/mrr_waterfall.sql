-- From one month-end's MRR to the next, in magnitudes; fx and rounding keep their sign. Start and
-- end come from the month-ends themselves, so that the identity is a test and not a definition.
with months as (
    select distinct month_end_date from {{ ref('int_month_end_fx_rates') }}
),

totals as (
    select
        month_end_date,
        cast(sum(mrr_usd) as decimal(18, 2)) as mrr_usd
    from {{ ref('int_unit_mrr_monthly') }}
    group by month_end_date
),

movements as (
    select
        month_end_date,
        {% for type in ['new', 'reactivation', 'expansion', 'contraction', 'churn', 'fx', 'rounding'] %}
        cast(sum(case when movement_type = '{{ type }}' then amount_usd else 0 end) as decimal(18, 2)) as {{ type }}_usd{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_mrr_movements') }}
    group by month_end_date
),

final as (
    select
        months.month_end_date,
        coalesce(starts.mrr_usd, 0) as start_usd,
        coalesce(movements.new_usd, 0) as new_usd,
        coalesce(movements.reactivation_usd, 0) as reactivation_usd,
        coalesce(movements.expansion_usd, 0) as expansion_usd,
        cast(coalesce(-movements.contraction_usd, 0) as decimal(18, 2)) as contraction_usd,
        cast(coalesce(-movements.churn_usd, 0) as decimal(18, 2)) as churn_usd,
        coalesce(movements.fx_usd, 0) as fx_usd,
        coalesce(movements.rounding_usd, 0) as rounding_usd,
        coalesce(ends.mrr_usd, 0) as end_usd
    from months
    left join totals as starts
        on {{ add_days("date_trunc('month', months.month_end_date)", -1) }} = starts.month_end_date
    left join totals as ends
        on months.month_end_date = ends.month_end_date
    left join movements
        on months.month_end_date = movements.month_end_date
)

select * from final
