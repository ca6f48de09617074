-- NPS per period and segment with its interval, its sample and its flag; small cells are suppressed (R11).
with cells as (

    select * from {{ ref('int_nps_cells') }}

),

periods as (

    select * from {{ ref('int_nps_periods') }}

),

weighted as (

    select * from {{ ref('int_nps_weighted_cells') }}

),

minima as (

    select
        *,
        case
            when segment_dimension = 'all' then {{ var('minimum_responses_overall') }}
            else {{ var('minimum_responses_segment') }}
        end as minimum_responses
    from cells

),

flagged as (

    select
        *,
        case
            when n_responses < {{ var('suppression_threshold') }} then 'suppressed'
            when n_responses < minimum_responses then 'insufficient'
            when n_clusters < {{ var('few_clusters_threshold') }} then 'few_clusters'
            else 'ok'
        end as flag,
        coalesce(past_n_responses >= minimum_responses, false) as was_sufficient,
        -- The change of a cell whose past is suppressed would give that past away.
        n_responses >= {{ var('suppression_threshold') }}
            and coalesce(past_n_responses >= {{ var('suppression_threshold') }}, false) as is_change_shown
    from minima

),

eligible as (

    select
        *,
        segment_dimension <> 'all' and flag = 'ok' and was_sufficient and change_p_value is not null as is_in_family
    from flagged

),

decided as (

    select * from (
        {{ benjamini_hochberg(
            'eligible',
            ['program', 'survey_type', 'period_type', 'period_start', 'segment_dimension'],
            'change_p_value', 'is_in_family', var('false_discovery_rate')
        ) }}
    ) as discoveries

),

final as (

    select
        -- grain
        decided.program,
        decided.survey_type,
        decided.period_type,
        decided.period_start,
        decided.segment_dimension,
        decided.segment_value,

        -- numbers
        decided.n_responses,
        decided.n_accounts,
        case when decided.flag <> 'suppressed' then decided.promoters end as promoters,
        case when decided.flag <> 'suppressed' then decided.n_responses - decided.promoters - decided.detractors end as passives,
        case when decided.flag <> 'suppressed' then decided.detractors end as detractors,
        case when decided.flag <> 'suppressed' then decided.nps end as nps,
        case when decided.flag <> 'suppressed' then decided.nps_lo end as nps_lo,
        case when decided.flag <> 'suppressed' then decided.nps_hi end as nps_hi,
        case when decided.flag <> 'suppressed' then decided.n_effective end as n_effective,
        case when decided.flag <> 'suppressed' and weighted.n_responses >= {{ var('suppression_threshold') }} then weighted.nps_weighted end as nps_weighted,
        case when decided.flag <> 'suppressed' and weighted.n_responses >= {{ var('suppression_threshold') }} then weighted.nps_weighted_lo end as nps_weighted_lo,
        case when decided.flag <> 'suppressed' and weighted.n_responses >= {{ var('suppression_threshold') }} then weighted.nps_weighted_hi end as nps_weighted_hi,
        case when decided.flag <> 'suppressed' then decided.min_detectable_change end as min_detectable_change,
        case when decided.is_change_shown then 100 * decided.change end as nps_change,
        case when decided.is_change_shown then decided.change_p_value end as nps_change_p_value,

        -- booleans
        decided.flag not in ('suppressed', 'insufficient') as is_sufficient,
        decided.is_discovery
            or coalesce(
                decided.segment_dimension = 'all' and decided.flag = 'ok' and decided.was_sufficient and decided.change_p_value < 0.05,
                false
            ) as is_significant_change,
        periods.is_complete as is_complete_period,

        -- attributes
        decided.flag
    from decided
    inner join periods
        on decided.period_type = periods.period_type and decided.period_start = periods.period_start
    left join weighted
        on decided.program = weighted.program
        and decided.survey_type = weighted.survey_type
        and decided.period_type = weighted.period_type
        and decided.period_start = weighted.period_start
        and decided.segment_dimension = weighted.segment_dimension
        and decided.segment_value = weighted.segment_value

)

select * from final
