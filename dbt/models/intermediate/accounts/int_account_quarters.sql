-- Published quarter-ends since the first survey, each with the 12-month window that an account's voice is
-- read in. quarter_index counts quarters, so that neighbours differ by 1.
with class_dates as (

    select * from {{ ref('int_class_dates') }}

),

final as (

    select
        {{ period_start('quarter', 'class_date') }} as quarter,
        class_date as quarter_end_date,
        {{ add_months_keeping_month_end('class_date', -var('account_window_months')) }} as window_start_date,
        cast(4 * extract(year from class_date) + extract(quarter from class_date) as bigint) as quarter_index
    from class_dates
    where {{ is_quarter_end('class_date') }}

)

select * from final
