-- What the program costs, in US dollars of each month's end; NULL with the reason where no rate is known.
with costs as (

    select * from {{ ref('stg_program__costs') }}
    where month is not null

),

rates as (

    select * from {{ ref('int_fx_rate_intervals') }}

),

final as (

    select
        -- attributes
        costs.month,
        costs.cost_type,
        costs.currency,
        {{ redact('costs.note') }} as note,
        case when rates.usd_rate is null then 'no exchange rate on or before the month-end' end as amount_usd_reason,

        -- numbers
        costs.amount,
        {{ money('cast(costs.amount as double) * rates.usd_rate') }} as amount_usd,
        costs._source_row as source_row
    from costs
    left join rates
        on costs.currency = rates.currency
        and last_day(costs.month) >= rates.valid_from
        and last_day(costs.month) < rates.valid_to

)

select * from final
