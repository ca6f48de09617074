-- The executive scorecard: one row per KPI with its interval, its target and what the articles claim.
with kpis as (
    select * from {{ ref('scorecard_kpis') }}
),

measured as (
    select * from {{ ref('int_scorecard_experience_values') }}
    union all
    select * from {{ ref('int_scorecard_loop_values') }}
    union all
    select * from {{ ref('int_scorecard_engagement_values') }}
    union all
    select * from {{ ref('int_scorecard_money_values') }}
),

bands as (
    select * from {{ ref('benchmark_bands') }}
),

red_flags as (
    select * from {{ ref('int_scorecard_red_flags') }}
),

goals as (
    select
        kpi,
        target,
        due_on,
        row_number() over (partition by kpi order by due_on desc nulls last, _source_row desc nulls last) as recency
    from {{ ref('stg_program__goals') }}
),

joined as (
    select
        kpis.kpi,
        kpis.label,
        kpis.unit,
        kpis.is_higher_better,
        kpis.sort_order,
        measured.value,
        -- a point that is not there has no interval either, except the lower bound that R33 keeps
        measured.lo,
        measured.hi,
        measured.n,
        measured.period_label,
        measured.source_relation,
        coalesce(measured.flag, 'not_available') as flag,
        goals.target,
        goals.due_on as target_due_date,
        bands.band_lo as benchmark_lo,
        bands.band_hi as benchmark_hi,
        bands.claim as seed_claim,
        red_flags.red_flag_reason
    from kpis
    left join measured
        on kpis.kpi = measured.kpi
    left join bands
        on kpis.kpi = bands.kpi
    left join red_flags
        on kpis.kpi = red_flags.kpi
    left join goals
        on kpis.kpi = goals.kpi and goals.recency = 1
),

final as (
    select
        kpi,
        label,
        unit,
        cast(value as double) as value,
        cast(lo as double) as lo,
        cast(hi as double) as hi,
        n,
        period_label,
        cast(target as double) as target,
        cast(target_due_date as date) as target_due_date,
        -- the articles' claim, shown as a claim
        cast(benchmark_lo as double) as benchmark_lo,
        cast(benchmark_hi as double) as benchmark_hi,
        case
            when benchmark_lo is null and benchmark_hi is null then null
            when benchmark_lo is null then concat('up to ', cast(benchmark_hi as {{ dbt.type_string() }}))
            when benchmark_hi is null then concat('from ', cast(benchmark_lo as {{ dbt.type_string() }}))
            else concat(cast(benchmark_lo as {{ dbt.type_string() }}), ' to ', cast(benchmark_hi as {{ dbt.type_string() }}))
        end as benchmark_band,
        seed_claim,
        case
            when value is null then 'not_available'
            when target is null then 'no_target'
            when is_higher_better and coalesce(lo, value) >= target then 'met'
            when not is_higher_better and coalesce(hi, value) <= target then 'met'
            when is_higher_better and coalesce(hi, value) < target then 'not_met'
            when not is_higher_better and coalesce(lo, value) > target then 'not_met'
            else 'not_settled'
        end as status,
        flag,
        red_flag_reason is not null as is_red_flag,
        red_flag_reason,
        source_relation,
        cast(sort_order as bigint) as sort_order
    from joined
)

select * from final
