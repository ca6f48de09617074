-- The bands at month-ends, for reports that segment the facts of a month.
with bands as (

    select * from {{ ref('int_account_usage_bands') }}

),

final as (

    select
        account_id,
        band_date as month_end_date,
        events_90_days,
        usage_band
    from bands
    where band_date = last_day(band_date)

)

select * from final
