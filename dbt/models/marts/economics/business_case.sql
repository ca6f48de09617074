-- The articles' business case, what is left of it when its own assumptions are taken at their word, and what
-- this program has measured (best available design, all mature index dates).
with measured as (

    select
        *,
        row_number() over (
            order by
                case when status = 'not_available' then 1 else 0 end nulls last,
                case design when 'holdout' then 1 when 'landmark' then 2 else 3 end nulls last
        ) as preference
    from {{ ref('cost_per_prevented_churn') }}
    where window_type = 'all'

),

calculated as (

    {%- for scenario, line, formula, note in business_case_lines() %}
    select
        '{{ scenario }}' as scenario, '{{ line }}' as line,
        {{ business_case_expression(formula) | trim }} as value,
        '{{ formula }}' as formula, '{{ note }}' as note
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

observed as (

    {%- for line in ['program_cost_usd', 'prevented_churn_usd', 'prevented_churn_lo_usd', 'prevented_churn_hi_usd', 'cost_per_prevented_usd', 'cost_per_prevented_lo', 'cost_per_prevented_hi', 'naive_prevented_usd_not_for_decisions'] %}
    select
        'measured' as scenario, '{{ line }}' as line, cast({{ line }} as double) as value,
        'cost_per_prevented_churn.{{ line }}' as formula,
        concat(design, ', ', cast(window_start as {{ dbt.type_string() }}), ' to ', cast(window_end as {{ dbt.type_string() }}), ', ', status, case when reason is not null then concat(': ', reason) else '' end) as note
    from measured
    where preference = 1
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

final as (

    -- to a millionth, so that 75,000 does not read 74,999.99999999999
    select scenario, line, round(cast(value as double), 6) as value, formula, nullif(note, '') as note from calculated
    union all
    select scenario, line, value, formula, note from observed

)

select * from final
