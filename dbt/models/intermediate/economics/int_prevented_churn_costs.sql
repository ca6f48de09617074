-- What the program cost inside each window (R31), USD: rows of the window's months, and of integration
-- and training only those of the equal monthly parts that fall inside. NULL when a rate is missing.
{%- set month_number = "cast(extract(year from {d}) * 12 + extract(month from {d}) as bigint)" %}
with windows as (

    select distinct
        window_start, window_end,
        {{ month_number.replace('{d}', 'window_start') }} as first_month,
        {{ month_number.replace('{d}', 'window_end') }} as last_month
    from {{ ref('int_prevented_churn_windows') }}

),

costs as (

    select
        *,
        {{ month_number.replace('{d}', 'month') }} as cost_month,
        case when cost_type in ('integration', 'training') then {{ var('amortisation_months') }} else 1 end as part_count
    from {{ ref('int_program_costs') }}

),

parts as (

    select
        windows.window_start,
        windows.window_end,
        costs.cost_type,
        costs.amount_usd,
        cast(costs.amount_usd as double) * cast(
            least(windows.last_month, costs.cost_month + costs.part_count - 1)
            - greatest(windows.first_month, costs.cost_month) + 1
            as double) / costs.part_count as amount_inside_usd
    from windows
    inner join costs
        on costs.cost_month <= windows.last_month
        and costs.cost_month + costs.part_count - 1 >= windows.first_month

),

final as (

    select
        window_start,
        window_end,
        case when count(amount_usd) = count(*) then {{ money(exact_sum('amount_inside_usd', 9)) }} end as program_cost_usd,
        cast(count(*) - count(amount_usd) as bigint) as unconverted_cost_count
    from parts
    group by window_start, window_end

)

select * from final
