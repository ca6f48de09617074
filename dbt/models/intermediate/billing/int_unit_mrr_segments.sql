-- MRR per unit and currency as non-overlapping intervals, only where it is positive. Negative sums
-- are 0 (and rows of quality.mrr_reconciliation_exceptions), remainders of at most 0.05 are 0; gaps of at most
-- grace_days carry the rate of the day before, and so do the grace_days after the last coverage where grace
-- applies (R18). Such an open end is that of the grace, whatever as_of: nothing here moves from one day to the next.
with segments as (
    select * from {{ ref('int_unit_rate_segments') }}
    where rate > {{ var('mrr_zero_threshold') }}
),

carried as (
    select unit_id, currency from {{ ref('int_unit_coverage_ends') }}
    where is_carried
),

units as (
    select * from {{ ref('int_billing_units') }}
),

ordered as (
    select
        segments.*,
        lead(segments.starts_on) over (
            partition by segments.unit_id, segments.currency order by segments.starts_on nulls last
        ) as next_starts_on
    from segments
),

extensions as (
    select
        ordered.unit_id,
        ordered.currency,
        ordered.ends_on as starts_on,
        -- The last day carried is grace_days after the coverage.
        coalesce(ordered.next_starts_on, {{ add_days('ordered.ends_on', var('grace_days') + 1) }}) as ends_on,
        ordered.next_starts_on is null as is_open,
        ordered.rate
    from ordered
    left join carried
        on ordered.unit_id = carried.unit_id
        and ordered.currency = carried.currency
    where (ordered.next_starts_on > ordered.ends_on
            and {{ days_between('ordered.ends_on', 'ordered.next_starts_on') }} <= {{ var('grace_days') }})
        or (ordered.next_starts_on is null and carried.unit_id is not null)
),

pieces as (
    select unit_id, currency, starts_on, ends_on, rate, false as is_grace, false as is_open from ordered
    union all
    select unit_id, currency, starts_on, ends_on, rate, true, is_open from extensions
),

final as (
    select
        pieces.unit_id,
        units.account_id,
        case when units.account_id is null then pieces.unit_id end as billing_customer_id,
        pieces.currency,
        pieces.starts_on,
        pieces.ends_on,
        pieces.rate as mrr_native,
        pieces.is_grace,
        pieces.is_open
    from pieces
    left join units
        on pieces.unit_id = units.unit_id
)

select * from final
