{#- How much an account uses the product, beside all others (marts.md, dim_accounts). -#}

{# Whether a day lies in the 90 days that end with a date. #}
{% macro in_usage_window(day, date) -%}
{{ day }} <= {{ date }} and {{ day }} > {{ add_days(date, -90) }}
{%- endmacro %}

{#
  The rest of a query: account_id, `date`, events_90_days and usage_band of every account at every `date` of `dates`, from
  the events of `usage_windows` (account_id, `date`, events_90_days). The band is none without an event, else low, medium
  or high by the terciles (percentile_cont) of all accounts with events in that window.
#}
{% macro usage_bands(usage_windows, dates, date) -%}
, cuts as (

    select
        {{ date }},
        percentile_cont(cast(1 as double) / 3) within group (order by cast(events_90_days as double)) as lower_cut,
        percentile_cont(cast(2 as double) / 3) within group (order by cast(events_90_days as double)) as upper_cut
    from {{ usage_windows }}
    where events_90_days > 0
    group by {{ date }}

),

accounts as (

    select account_id from {{ ref('int_accounts_unified') }}
    where not is_internal

),

final as (

    select
        accounts.account_id,
        dates.{{ date }},
        coalesce(events.events_90_days, 0) as events_90_days,
        case
            when coalesce(events.events_90_days, 0) <= 0 then 'none'
            when events.events_90_days > cuts.upper_cut then 'high'
            when events.events_90_days > cuts.lower_cut then 'medium'
            else 'low'
        end as usage_band
    from accounts
    cross join {{ dates }} as dates
    left join {{ usage_windows }} as events
        on accounts.account_id = events.account_id and dates.{{ date }} = events.{{ date }}
    left join cuts
        on dates.{{ date }} = cuts.{{ date }}

)

select * from final
{%- endmacro %}
