-- MRR in US dollars of each account on the last whole day before billing_as_of, the same day for which a
-- month-end's figures hold when as_of is the first of a month. No row: no MRR. NULL: no exchange rate.
with segments as (

    select * from {{ ref('int_unit_mrr_segments') }}
    where account_id is not null

),

today as (

    select {{ add_days('billing_as_of', -1) }} as current_date_utc from {{ ref('int_as_of_resolved') }}

),

rates as (

    select * from {{ ref('int_fx_rate_intervals') }}

),

final as (

    select
        segments.account_id,
        case
            when count(*) = count(rates.usd_rate)
                then cast(sum({{ money('cast(segments.mrr_native as double) * rates.usd_rate') }}) as decimal(18, 2))
        end as mrr_usd
    from segments
    cross join today
    left join rates
        on segments.currency = rates.currency
        and today.current_date_utc >= rates.valid_from
        and today.current_date_utc < rates.valid_to
    where segments.starts_on <= today.current_date_utc and segments.ends_on > today.current_date_utc
    group by segments.account_id

)

select * from final
