-- MRR of each billing customer by the lines that cover the last whole day before billing_as_of, in US
-- dollars. Grace is left out: it belongs to units, not to customers.
with lines as (

    select * from {{ ref('int_mrr_line_rates') }}
    where exclusion is null

),

today as (

    select {{ add_days('billing_as_of', -1) }} as today from {{ ref('int_as_of_resolved') }}

),

rates as (

    select * from {{ ref('int_fx_rate_intervals') }}

),

native as (

    select
        lines.billing_source,
        lines.billing_customer_id,
        lines.currency,
        today.today,
        cast(sum(lines.monthly_rate) as decimal(18, 2)) as mrr_native
    from lines
    cross join today
    where lines.starts_on <= today.today and lines.ends_on > today.today
    group by lines.billing_source, lines.billing_customer_id, lines.currency, today.today

),

final as (

    select
        native.billing_source,
        native.billing_customer_id,
        cast(sum({{ money('cast(native.mrr_native as double) * rates.usd_rate') }}) as decimal(18, 2)) as mrr_usd
    from native
    left join rates
        on native.currency = rates.currency
        and native.today >= rates.valid_from
        and native.today < rates.valid_to
    group by native.billing_source, native.billing_customer_id

)

select * from final
