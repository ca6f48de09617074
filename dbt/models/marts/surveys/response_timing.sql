-- Do late answers differ from early ones (metrics.md section 7): who answers only when reminded stands between those
-- who answer and those who never do, so a gap here says which way the silent ones would pull the score.
with timings as (

    select * from {{ ref('int_response_timings') }}

),

marked as (

    select program, survey_type, quarter, 'delay' as basis, delay_days >= {{ var('early_response_days') }} as is_late, cluster_id, y
    from timings

    union all

    select program, survey_type, quarter, 'reminder', is_after_reminder, cluster_id, y
    from timings

),

counted as (

    select * from ({{ with_promoters('(' ~ experience_sums('marked', ['program', 'survey_type', 'quarter', 'basis', 'is_late']) ~ ') as cells') }}) as counts

),

measured as (

    select
        *,
        promoter_share * n_effective as p,
        detractor_share * n_effective as d
    from ({{ nps_measures('counted') }}) as measures

),

-- where nobody answered late, or no reminder was ever sent, there is nothing to compare
sides as (

    select
        late.program,
        late.survey_type,
        late.quarter,
        late.basis,
        {% for side in ['early', 'late'] %}
        {{ side }}.n_responses as n_{{ side }},
        {{ side }}.n_clusters as clusters_{{ side }},
        {% for column in ['nps', 'nps_lo', 'nps_hi'] %}
        {{ side }}.{{ column }} as {{ column }}_{{ side }},
        {% endfor %}
        {% endfor %}
        100 * {{ independent_difference('late.p', 'late.d', 'late.n_effective', 'early.p', 'early.d', 'early.n_effective') }} as center,
        100 * {{ independent_difference_se('late.p', 'late.d', 'late.n_effective', 'early.p', 'early.d', 'early.n_effective') }} as se
    from measured as late
    inner join measured as early
        on late.program = early.program
        and late.survey_type = early.survey_type
        and late.quarter = early.quarter
        and late.basis = early.basis
        and not early.is_late
    where late.is_late

),

flagged as (

    select
        *,
        {{ experience_flag('least(n_early, n_late)', 'least(clusters_early, clusters_late)') }} as flag
    from sides
    where program <> 'employee' or least(n_early, n_late) >= {{ var('employee_minimum_cell') }}

),

final as (

    select
        -- grain
        program,
        survey_type,
        quarter,
        basis,

        -- attributes
        flag,

        -- numbers
        n_early,
        n_late,
        {{ ratio('n_late', 'n_early + n_late') }} as late_share,
        {% set measures = [
            ('nps_early', 'nps_early'), ('nps_early_lo', 'nps_lo_early'), ('nps_early_hi', 'nps_hi_early'),
            ('nps_late', 'nps_late'), ('nps_late_lo', 'nps_lo_late'), ('nps_late_hi', 'nps_hi_late'),
            ('late_minus_early', 'nps_late - nps_early'),
            ('late_minus_early_lo', 'greatest(cast(-200 as double), center - ' ~ z_value() ~ ' * se)'),
            ('late_minus_early_hi', 'least(cast(200 as double), center + ' ~ z_value() ~ ' * se)'),
            ('p_value', 'case when se > 0 then ' ~ two_sided_p_value('(center / se)') ~ ' end'),
        ] %}
        {% for name, expression in measures %}
        case when flag <> 'suppressed' then {{ expression }} end as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from flagged

)

select * from final
