-- What changed since the publication before this one, and whether by more than noise (macros/figure_changes.sql).
with pairs as (

    select * from {{ ref('int_figure_pairs') }}

),

kpis as (

    select kpi, label, unit, sort_order from {{ ref('scorecard_kpis') }}

),

named as (

    select
        pairs.*,
        case
            when pairs.dimension = 'scorecard' then coalesce(kpis.label, pairs.kpi)
            when pairs.kpi = 'nps' then concat('NPS, ', replace(pairs.dimension, '_', ' '))
            when pairs.kpi = 'grr' then concat('Gross revenue retention, ', replace(pairs.dimension, '_', ' '))
            when pairs.kpi = 'nrr' then concat('Net revenue retention, ', replace(pairs.dimension, '_', ' '))
            when pairs.kpi = 'mrr_usd' then 'Monthly recurring revenue'
            when pairs.kpi = 'cost_per_prevented_usd' then concat('Cost per prevented churn dollar, ', replace(pairs.dimension, '_', ' '))
            else concat(pairs.kpi, ', ', replace(pairs.dimension, '_', ' '))
        end as label,
        case
            when pairs.dimension = 'scorecard' then coalesce(kpis.unit, 'number')
            when pairs.kpi = 'nps' then 'points'
            when pairs.kpi in ('grr', 'nrr') then 'share'
            when pairs.kpi = 'mrr_usd' then 'usd_per_month'
            when pairs.kpi = 'cost_per_prevented_usd' then 'usd_per_usd'
            else 'number'
        end as unit,
        case when pairs.dimension = 'scorecard' then kpis.sort_order end as sort_order,
        pairs.dimension <> 'scorecard' or coalesce(pairs.period_label = pairs.previous_period_label, false) as is_same_period,
        coalesce(pairs.lo, pairs.hi, pairs.previous_lo, pairs.previous_hi) is not null as has_interval
    from pairs
    left join kpis on pairs.kpi = kpis.kpi

),

measured as (

    select
        *,
        value - previous_value as change,
        {{ change_lo('value', 'lo', 'previous_value', 'previous_hi') }} as change_lo,
        {{ change_hi('value', 'hi', 'previous_value', 'previous_lo') }} as change_hi,
        case
            when value is null then 'gone'
            when previous_value is null then 'new'
            when abs(value - previous_value) <= 1e-9 then 'unchanged'
            when is_same_period then 'restated'
            else 'moved'
        end as change_type
    from named

),

judged as (

    select
        *,
        case
            when change_type in ('gone', 'new', 'unchanged') then 'no_change_to_judge'
            when has_interval and ((change > 0 and change_lo is not null) or (change < 0 and change_hi is not null)) then 'intervals'
            when not has_interval and unit in ('usd', 'usd_per_month', 'count') then 'exact'
            else 'not_judged'
        end as noise_rule
    from measured

),

ruled as (

    select
        *,
        case
            when noise_rule = 'intervals' then (change > 0 and change_lo > 0) or (change < 0 and coalesce(change_hi, 0) < 0)
            when noise_rule = 'exact' then abs(change) > 0.005
            else false
        end as is_beyond_noise
    from judged

),

final as (

    select
        -- ids
        kpi,
        dimension,
        cast(previous_publication_id as {{ dbt.type_string() }}) as previous_publication_id,

        -- attributes
        label,
        unit,
        cast(period_label as {{ dbt.type_string() }}) as period_label,
        cast(previous_period_label as {{ dbt.type_string() }}) as previous_period_label,
        change_type,
        noise_rule,
        {{ change_words() }} as words,

        -- numbers
        cast(previous_value as double) as previous_value,
        cast(previous_lo as double) as previous_lo,
        cast(previous_hi as double) as previous_hi,
        cast(value as double) as value,
        cast(lo as double) as lo,
        cast(hi as double) as hi,
        cast(change as double) as change,
        cast(case when noise_rule = 'intervals' then change_lo end as double) as change_lo,
        cast(case when noise_rule = 'intervals' then change_hi end as double) as change_hi,
        cast(sort_order as bigint) as sort_order,

        -- booleans
        -- a figure of the same period that was withdrawn or filled in later is restated, too
        cast(is_same_period and change_type <> 'unchanged' as boolean) as is_restated,
        cast(is_beyond_noise as boolean) as is_beyond_noise,

        -- times
        cast(period as date) as period,
        cast(previous_built_at as timestamp) as previous_built_at
    from ruled

)

select * from final
