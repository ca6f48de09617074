-- What a dollar of prevented churn costs, per window and design. The verdict is the band of the interval's
-- upper end, and only where the whole interval of prevented dollars is above 0 and no diagnostic blocks.
with populations as (

    select * from {{ ref('int_prevented_churn_populations') }}

),

blocks as (

    select
        design, window_start, window_end,
        {{ joined_texts("case when status = 'block' then concat(diagnostic, case when covariate = 'none' then '' else concat(':', covariate) end) end", ', ') }} as failed_diagnostics,
        cast(count(case when status = 'block' then 1 end) as bigint) as failed_count
    from {{ ref('prevented_churn_diagnostics') }}
    group by design, window_start, window_end

),

joined as (

    select
        populations.*,
        costs.program_cost_usd,
        estimates.prevented, estimates.prevented_lo, estimates.prevented_hi, estimates.prevented_se,
        estimates.beta, estimates.stratum_count,
        {{ ratio('estimates.treated_on_support_arr', 'populations.treated_arr') }} as on_support_arr_share,
        {{ cost_ratio('costs.program_cost_usd', 'estimates.prevented', 'estimates.prevented_lo') }} as cost_ratio,
        {{ cost_ratio_lo('costs.program_cost_usd', 'estimates.prevented_hi') }} as cost_ratio_lo,
        {{ cost_ratio_hi('costs.program_cost_usd', 'estimates.prevented_lo') }} as cost_ratio_hi,
        blocks.failed_diagnostics,
        case
            when estimates.prevented is null then 'not_available'
            when estimates.prevented_lo > 0 and blocks.failed_count = 0 then 'demonstrated'
            else 'not_demonstrated'
        end as status,
        case
            when populations.control_count + populations.treated_count = 0 then 'no eligible index responses'
            when populations.control_count = 0 then 'no controls'
            when populations.treated_count = 0 then 'no treated accounts'
            when estimates.prevented is null then 'no stratum with enough treated and controls'
            when estimates.prevented_lo <= 0 then 'interval of prevented dollars reaches 0'
            when blocks.failed_count > 0 then 'a diagnostic fails'
            when costs.unconverted_cost_count > 0 then 'a program cost has no exchange rate'
            when costs.program_cost_usd is null then 'no program costs in the window'
        end as reason
    from populations
    left join {{ ref('int_prevented_churn_estimates') }} as estimates
        on populations.design = estimates.design and populations.window_start = estimates.window_start and populations.window_end = estimates.window_end
    left join {{ ref('int_prevented_churn_costs') }} as costs
        on populations.window_start = costs.window_start and populations.window_end = costs.window_end
    left join blocks
        on populations.design = blocks.design and populations.window_start = blocks.window_start and populations.window_end = blocks.window_end

),

final as (

    select
        -- attributes
        joined.design,
        case when joined.is_all then 'all' else 'calendar_year' end as window_type,
        joined.status,
        case when joined.status = 'demonstrated' then coalesce(upper_bands.verdict, 'not_available') else joined.status end as verdict,
        case when joined.status = 'demonstrated' then coalesce(point_bands.verdict, 'not_available') else joined.status end as verdict_point,
        joined.reason,
        nullif(joined.failed_diagnostics, '') as failed_diagnostics,

        -- numbers
        joined.program_cost_usd,
        {{ money('joined.prevented') }} as prevented_churn_usd,
        {{ money('joined.prevented_lo') }} as prevented_churn_lo_usd,
        {{ money('joined.prevented_hi') }} as prevented_churn_hi_usd,
        cast(joined.cost_ratio as double) as cost_per_prevented_usd,
        cast(joined.cost_ratio_lo as double) as cost_per_prevented_lo,
        cast(joined.cost_ratio_hi as double) as cost_per_prevented_hi,
        {{ money('joined.naive_prevented') }} as naive_prevented_usd_not_for_decisions,
        cast(joined.treated_count as bigint) as n_treated,
        cast(joined.control_count as bigint) as n_control,
        cast(joined.on_support_arr_share as double) as on_support_arr_share,
        cast(joined.index_count as bigint) as n_index_responses,
        cast(joined.churned_before_landmark_count as bigint) as n_churned_before_landmark,
        cast(joined.not_eligible_count as bigint) as n_not_eligible,
        cast(joined.stratum_count as bigint) as n_strata,
        cast(joined.beta as double) as beta,
        {{ money('joined.prevented_se') }} as prevented_churn_se_usd,
        cast(joined.landmark_days as bigint) as landmark_days,

        -- times
        joined.window_start,
        joined.window_end
    from joined
    left join {{ ref('cost_bands') }} as upper_bands on {{ in_cost_band('upper_bands', 'joined.cost_ratio_hi') }}
    left join {{ ref('cost_bands') }} as point_bands on {{ in_cost_band('point_bands', 'joined.cost_ratio') }}

)

select * from final
