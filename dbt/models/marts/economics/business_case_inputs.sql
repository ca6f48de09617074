-- The inputs of the business case: the articles' value of each, and this company's own where it is measured.
with assumptions as (

    {%- for name, value in business_case_assumptions().items() %}
    select '{{ name }}' as input, cast({{ value }} as double) as seed_value
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

described as (

    select * from {{ ref('business_case_assumptions') }}

),

measured as (

    select * from {{ ref('int_business_case_measured') }}

),

final as (

    select
        -- ids
        assumptions.input,

        -- attributes
        described.label,
        described.unit,
        case when measured.own_value is not null then measured.own_source end as own_source,
        case when measured.own_value is not null then measured.own_period end as own_period,

        -- numbers
        assumptions.seed_value,
        cast(measured.own_value as double) as own_value,
        least(described.minimum, assumptions.seed_value, coalesce(measured.own_value, assumptions.seed_value)) as minimum,
        greatest(
            described.maximum, assumptions.seed_value,
            coalesce(measured.own_value, assumptions.seed_value) * case when described.unit = 'share' then 1 else 2 end
        ) as maximum,
        described.step,
        cast(described.sort_order as bigint) as sort_order,

        -- booleans
        described.is_main
    from assumptions
    left join described
        on assumptions.input = described.input
    left join measured
        on assumptions.input = measured.input

)

select * from final
