-- A month-end converted at a rate older than 35 days (R23) deserves a look.
{{ config(severity='warn') }}

select costs.month, costs.currency, rates.rate_date
from {{ ref('int_program_costs') }} as costs
inner join {{ ref('int_fx_rate_intervals') }} as rates
    on costs.currency = rates.currency
    and last_day(costs.month) >= rates.valid_from
    and last_day(costs.month) < rates.valid_to
where {{ days_between('rates.rate_date', 'last_day(costs.month)') }} > {{ var('fx_stale_days') }}
