{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_mrr_line_rates', 'int_unit_rate_segments', 'int_unit_grace_months']}}) }}
-- What the ledger holds at each month-end, by the reason that ties it to invoices: rates of lines
-- that cover the day, what credit notes took off, what grace carries, what was clamped to zero.
with rates as (
    select
        lines.*,
        {{ spread_reason('lines') }} as spread_reason
    from {{ ref('int_mrr_line_rates') }} as lines
    where exclusion is null
),

-- A line covers the month-ends from that of its first day up to, but not, that of its end.
events as (
    select unit_id, currency, spread_reason as reason_code, last_day(starts_on) as month_end_date, uncredited_rate as change from rates
    union all
    select unit_id, currency, spread_reason, last_day(ends_on), -uncredited_rate from rates
    union all
    select unit_id, currency, 'credit_note', last_day(starts_on), monthly_rate - uncredited_rate from rates where reason = 'credit_note'
    union all
    select unit_id, currency, 'credit_note', last_day(ends_on), uncredited_rate - monthly_rate from rates where reason = 'credit_note'
),

changes as (
    select unit_id, currency, reason_code, month_end_date, cast(sum(change) as decimal(18, 2)) as change
    from events
    group by unit_id, currency, reason_code, month_end_date
    having cast(sum(change) as decimal(18, 2)) <> 0
),

segments as (
    select
        unit_id, currency, reason_code,
        month_end_date as starts_on,
        lead(month_end_date) over (partition by unit_id, currency, reason_code order by month_end_date nulls last) as ends_on,
        cast(sum(change) over (
            partition by unit_id, currency, reason_code order by month_end_date nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as amount
    from changes
),

months as (
    select currency, month_end_date from {{ ref('int_month_end_fx_rates') }}
),

covered as (
    select segments.unit_id, segments.currency, months.month_end_date, segments.reason_code, segments.amount
    from segments
    inner join months
        on segments.currency = months.currency
        and segments.starts_on <= months.month_end_date
        and months.month_end_date < segments.ends_on
    where segments.amount <> 0
),

clamped as (
    select sums.unit_id, sums.currency, months.month_end_date, 'clamp' as reason_code, -sums.rate as amount
    from {{ ref('int_unit_rate_segments') }} as sums
    inner join months
        on sums.currency = months.currency
        and sums.starts_on <= months.month_end_date
        and months.month_end_date < sums.ends_on
    where sums.rate <> 0 and sums.rate <= {{ var('mrr_zero_threshold') }}
),

graced as (
    select unit_id, currency, month_end_date, 'grace' as reason_code, mrr_native as amount
    from {{ ref('int_unit_grace_months') }}
),

final as (
    select unit_id, currency, month_end_date, reason_code, cast(amount as decimal(18, 4)) as amount from covered
    union all
    select unit_id, currency, month_end_date, reason_code, cast(amount as decimal(18, 4)) from clamped
    union all
    select unit_id, currency, month_end_date, reason_code, cast(amount as decimal(18, 4)) from graced
)

select * from final
