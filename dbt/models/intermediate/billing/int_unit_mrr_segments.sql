-- MRR per unit and currency as non-overlapping intervals, only where it is positive. Negative sums
-- are 0 (and rows of quality.mrr_reconciliation_exceptions), remainders of at most 0.05 are 0; gaps of at most
-- grace_days carry the rate of the day before, and so does the time from the last coverage to
-- as_of where grace applies (R18).
with segments as (
    select * from {{ ref('int_unit_rate_segments') }}
    where rate > {{ var('mrr_zero_threshold') }}
),

carried as (
    select unit_id, currency from {{ ref('int_unit_coverage_ends') }}
    where is_carried
),

instants as (
    select cast(billing_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}
),

units as (
    select distinct unit_id, account_id from {{ ref('int_billing_customers_mapped') }}
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
        -- Through as_of itself: the day on which operational figures are read.
        coalesce(ordered.next_starts_on, {{ add_days('instants.as_of_date', 1) }}) as ends_on,
        ordered.rate
    from ordered
    cross join instants
    left join carried
        on ordered.unit_id = carried.unit_id
        and ordered.currency = carried.currency
    where (ordered.next_starts_on > ordered.ends_on
            and {{ days_between('ordered.ends_on', 'ordered.next_starts_on') }} <= {{ var('grace_days') }})
        or (ordered.next_starts_on is null and carried.unit_id is not null)
),

pieces as (
    select unit_id, currency, starts_on, ends_on, rate, false as is_grace from ordered
    union all
    select unit_id, currency, starts_on, ends_on, rate, true from extensions
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
        pieces.is_grace
    from pieces
    left join units
        on pieces.unit_id = units.unit_id
)

select * from final
