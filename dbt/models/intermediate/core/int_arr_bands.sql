-- Each band with the bound at which the next one begins, for range joins.
with bands as (

    select * from {{ ref('arr_bands') }}

),

final as (

    select
        arr_band,
        sort_order,
        cast(lower_usd as double) as lower_usd,
        cast(coalesce(lead(lower_usd) over (order by lower_usd), 1e300) as double) as upper_usd
    from bands

)

select * from final
