-- Rates of lines that a gap or the grace period carries on, with the days on which it does (R18).
-- What grace carries is published through as_of itself, the day on which operational figures are read.
with instants as (
    select cast(billing_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}
),

rates as (
    select * from {{ ref('int_mrr_line_rates') }}
    where monthly_rate <> 0
),

extensions as (
    select * from {{ ref('int_unit_mrr_segments') }}
    where is_grace
),

final as (
    select
        rates.line_id,
        rates.invoice_id,
        rates.subscription_id,
        rates.account_id,
        rates.unit_id,
        rates.billing_customer_id,
        rates.billing_source,
        rates.currency,
        rates.monthly_rate,
        extensions.starts_on as carried_from,
        case when extensions.is_open then {{ add_days('instants.as_of_date', 1) }} else extensions.ends_on end as carried_until,
        rates._source_file,
        rates._source_row
    from extensions
    cross join instants
    inner join rates
        on extensions.unit_id = rates.unit_id
        and extensions.currency = rates.currency
        -- The lines of the day before the extension.
        and rates.starts_on < extensions.starts_on
        and rates.ends_on >= extensions.starts_on
    where not extensions.is_open or extensions.starts_on <= instants.as_of_date
)

select * from final
