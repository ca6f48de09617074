-- What the Great Expectations suites saw on the raw layer: aggregates, never rows.
with checks as (

    select * from {{ source('lake', 'checks') }}

),

final as (

    select
        -- attributes
        source,
        entity,
        suite,
        check_name,
        description,
        case when is_blocking then 'blocking' else 'warning' end as severity,

        -- numbers
        cast(observed_value as double) as observed_value,
        cast(expected_minimum as double) as expected_minimum,
        cast(expected_maximum as double) as expected_maximum,

        -- booleans
        cast(is_passed as boolean) as is_passed
    from checks

)

select * from final
