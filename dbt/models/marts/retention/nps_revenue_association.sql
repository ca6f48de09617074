-- How the class a customer had at a cohort date goes with what it paid in the 12 months after.
-- Associations, not effects: nothing here says that changing the answer would change the money.
with grouped as (
    select * from {{ ref('int_association_groups') }}
),

cells as (
    select *
    from {{ ref('int_retention_cells') }}
    where is_mature and horizon_months = 12
),

class_rates as (
    select
        cohort_date,
        segment_dimension,
        segment_value,
        concat('churn_rate_', class_group) as measure,
        {{ ratio('churned', 'n') }} as estimate,
        {{ wilson_lo(ratio('churned', 'n'), 'n') }} as lo,
        {{ wilson_hi(ratio('churned', 'n'), 'n') }} as hi,
        n,
        n as smaller_n
    from grouped
    where class_group <> 'other'
),

contrasts as (
    {% for name, estimate, lo, hi, group_a, group_b, n_a, n_b in association_measures() %}
    select
        a.cohort_date,
        a.segment_dimension,
        a.segment_value,
        '{{ name }}' as measure,
        {{ estimate }} as estimate,
        {{ lo }} as lo,
        {{ hi }} as hi,
        a.{{ n_a }} + b.{{ n_b }} as n,
        least(a.{{ n_a }}, b.{{ n_b }}) as smaller_n
    from grouped as a
    inner join grouped as b
        on a.cohort_date = b.cohort_date
        and a.segment_dimension = b.segment_dimension
        and a.segment_value = b.segment_value
    where a.class_group = '{{ group_a }}' and b.class_group = '{{ group_b }}'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- which segments turn NPS into retention best: the promoter's lead in gross retention
retention_gaps as (
    select
        a.cohort_date,
        a.segment_dimension,
        a.segment_value,
        'grr_promoter_minus_detractor' as measure,
        a.grr - b.grr as estimate,
        {{ gap_bound('a.grr', 'a.grr_variance', 'b.grr', 'b.grr_variance', '-') }} as lo,
        {{ gap_bound('a.grr', 'a.grr_variance', 'b.grr', 'b.grr_variance', '+') }} as hi,
        a.n_accounts + b.n_accounts as n,
        least(a.n_accounts, b.n_accounts) as smaller_n
    from cells as a
    inner join cells as b
        on a.cohort_date = b.cohort_date
        and a.segment_dimension = b.segment_dimension
        and a.segment_value = b.segment_value
    where a.nps_class = 'promoter' and b.nps_class = 'detractor'
),

unioned as (
    select * from class_rates
    union all
    select * from contrasts
    union all
    select * from retention_gaps
),

final as (
    select
        cast(cohort_date as date) as cohort_date,
        segment_dimension,
        segment_value,
        measure,
        cast(estimate as double) as estimate,
        -- without an estimate there is nothing an interval could be about
        cast(case when estimate is not null then lo end as double) as lo,
        cast(case when estimate is not null then hi end as double) as hi,
        cast(n as bigint) as n,
        case
            when estimate is null then 'not_available'
            when smaller_n < {{ var('minimum_responses_segment') }} then 'insufficient'
            else 'ok'
        end as flag
    from unioned
)

select * from final
