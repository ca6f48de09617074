-- The rate of a day is the last one on or before it (R23); US dollars are always 1.
with rates as (

    select * from {{ ref('stg_program__fx_rates') }}
    where rate_date is not null and usd_rate > 0 and currency <> 'usd'

),

ranked as (

    select
        currency,
        rate_date,
        usd_rate,
        row_number() over (
            partition by currency, rate_date
            order by {{ latest_version_first() }}
        ) as recency
    from rates

),

intervals as (

    select
        currency,
        rate_date as valid_from,
        lead(rate_date) over (partition by currency order by rate_date) as next_rate_date,
        usd_rate,
        rate_date
    from ranked
    where recency = 1

),

final as (

    select
        currency,
        valid_from,
        coalesce(next_rate_date, cast('9999-12-31' as date)) as valid_to,
        cast(usd_rate as double) as usd_rate,
        rate_date
    from intervals

    union all

    -- The rate of a dollar is never stale: no rate_date.
    select
        'usd' as currency,
        cast('0001-01-01' as date) as valid_from,
        cast('9999-12-31' as date) as valid_to,
        cast(1 as double) as usd_rate,
        cast(null as date) as rate_date

)

select * from final
