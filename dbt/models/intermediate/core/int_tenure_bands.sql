-- Each band with the bound at which the next one begins, for range joins.
with bands as (

    select * from {{ ref('tenure_bands') }}

),

final as (

    select
        tenure_band,
        sort_order,
        cast(lower_days as bigint) as lower_days,
        cast(coalesce(lead(lower_days) over (order by lower_days), 1000000) as bigint) as upper_days
    from bands

)

select * from final
