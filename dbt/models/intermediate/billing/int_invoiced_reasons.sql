{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_mrr_line_rates']}}) }}
-- Invoice lines of each month as reasons why the ledger differs from what was invoiced, native money,
-- negative where the invoice holds more. A line that asserts a rate appears here with the money that
-- its rate stands for; int_ledger_reasons holds the rate itself in the months it covers.
with lines as (
    select
        rates.*,
        case when is_proration then 0 else counted_discount + uncounted_discount end as booked_discount,
        case
            when uncounted_discount = 0 then cast(0 as decimal(18, 4))
            else cast(sign(amount) * uncounted_discount
                * {{ ex_tax_share('amount', '(case when is_proration then 0 else counted_discount + uncounted_discount end)', 'inclusive_tax') }} as decimal(18, 4))
        end as uncounted_net
    from {{ ref('int_mrr_line_rates') }} as rates
    where invoice_status not in ('draft', 'void')
),

amounts as (
    select
        lines.*,
        cast(amount - booked_discount - inclusive_tax as decimal(18, 4)) as net,
        {{ spread_reason('lines') }} as spread_reason
    from lines
),

reasons as (
    select unit_id, currency, month_end_date, 'tax' as reason_code, -(inclusive_tax + exclusive_tax) as amount
    from amounts
    where inclusive_tax + exclusive_tax <> 0
    union all
    select unit_id, currency, month_end_date, exclusion, -net from amounts
    where exclusion is not null and net <> 0
    union all
    select unit_id, currency, month_end_date, 'discount_policy', uncounted_net from amounts
    where exclusion is null and uncounted_net <> 0
    union all
    select unit_id, currency, month_end_date, spread_reason, -(net + uncounted_net) from amounts
    where exclusion is null
),

final as (
    select
        unit_id,
        currency,
        month_end_date,
        reason_code,
        cast(sum(amount) as decimal(18, 4)) as amount
    from reasons
    group by unit_id, currency, month_end_date, reason_code
)

select * from final
