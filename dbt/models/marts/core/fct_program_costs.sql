-- Months that are over by the time the data reach to; a later month has no month-end rate yet.
with costs as (

    select * from {{ ref('int_program_costs') }}

),

as_of as (

    select program_as_of from {{ ref('int_as_of_resolved') }}

),

final as (

    select
        -- attributes
        costs.cost_type,
        costs.currency,
        costs.note,
        costs.amount_usd_reason,

        -- numbers
        costs.source_row,
        costs.amount,
        costs.amount_usd,

        -- times
        costs.month as month
    from costs
    cross join as_of
    where as_of.program_as_of is null or {{ add_days('last_day(costs.month)', 1) }} <= as_of.program_as_of

)

select * from final
