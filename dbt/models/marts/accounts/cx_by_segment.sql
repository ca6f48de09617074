-- NPS, CSAT and CES side by side per quarter and segment, each on its own scale and never averaged together.
{% set grain = ['program', 'metric', 'survey_type', 'segment_dimension', 'segment_value', 'quarter'] %}
with sums as (

    select * from {{ ref('int_experience_sums') }}
    -- Employee cells below the minimum do not exist (R11).
    where program <> 'employee' or n_responses >= {{ var('employee_minimum_cell') }}

),

promoted as (

    select * from ({{ with_promoters("(select * from sums where metric <> 'ces')") }}) as counts

),

shares as (

    select * from ({{ nps_measures('promoted') }}) as measures

),

means as (

    select * from ({{ experience_means("(select * from sums where metric = 'ces')") }}) as measures

),

measured as (

    select
        {{ listed(grain) }}, n_responses, n_clusters, n_accounts, n_effective, false as is_mixed,
        case metric when 'nps' then nps else m end as estimate,
        case metric when 'nps' then nps_lo else {{ wilson_lo('m', 'n_effective') }} end as lo,
        case metric when 'nps' then nps_hi else {{ wilson_hi('m', 'n_effective') }} end as hi
    from shares

    union all

    select
        {{ listed(grain) }}, n_responses, n_clusters, n_accounts, n_effective, is_mixed,
        case when not is_mixed then mean_y end,
        case when not is_mixed then mean_lo end,
        case when not is_mixed then mean_hi end
    from means

),

flagged as (

    select
        {{ listed(grain) }}, n_responses, n_accounts, n_effective, estimate, lo, hi,
        case
            when is_mixed and n_responses >= {{ var('suppression_threshold') }} then 'mixed_scales'
            else {{ experience_flag('n_responses', 'n_clusters', "segment_dimension = 'all'") }}
        end as flag
    from measured

    union all

    select
        program, 'nps', survey_type, segment_dimension, segment_value, period_start,
        n_responses, n_accounts, n_effective, nps, nps_lo, nps_hi, flag
    from {{ ref('nps_by_segment') }}
    where period_type = 'quarter'

),

final as (

    select
        -- grain
        flagged.program,
        flagged.metric,
        flagged.survey_type,
        flagged.segment_dimension,
        flagged.segment_value,
        flagged.quarter,

        -- attributes
        case flagged.metric when 'nps' then 'points' when 'csat' then 'fraction' else 'score' end as unit,
        flagged.flag,

        -- numbers
        cast(case when flagged.flag <> 'suppressed' then flagged.estimate end as double) as estimate,
        cast(case when flagged.flag <> 'suppressed' then flagged.lo end as double) as lo,
        cast(case when flagged.flag <> 'suppressed' then flagged.hi end as double) as hi,
        cast(flagged.n_responses as bigint) as n,
        cast(flagged.n_accounts as bigint) as n_accounts,
        cast(case when flagged.flag not in ('suppressed', 'mixed_scales') then flagged.n_effective end as double) as n_effective
    from flagged
    cross join {{ ref('int_as_of_resolved') }} as as_of
    -- the running quarter is reported as far as it has come, unless open periods are not published
    where {{ 'true' if var('publish_open_periods') else add_months('flagged.quarter', 3) ~ ' <= cast(coalesce(as_of.survey_as_of, as_of.ticket_as_of) as date)' }}

)

select * from final
