-- EX-2.3: €1,000 at 1.10 to €1,200 at 1.05 is 1,100 − 50 fx + 210 expansion = 1,260.
with months as (
    select
        cast(1000 as decimal(18, 2)) as native_start,
        cast(1200 as decimal(18, 2)) as native_end,
        cast(1.10 as double) as fx_start,
        cast(1.05 as double) as fx_end
),

measured as (
    select
        {{ to_usd('native_start', 'fx_start') }} as usd_start,
        {{ to_usd('native_end', 'fx_end') }} as usd_end,
        {{ operational_change('native_start', 'native_end', 'fx_end') }} as change
    from months
),

compared as (
    select 'start' as label, cast(usd_start as double) as actual, cast(1100 as double) as expected from measured
    union all
    select 'expansion', cast(change as double), 210 from measured
    union all
    select 'fx', cast(usd_end - usd_start - change as double), -50 from measured
    union all
    select 'end', cast(usd_end as double), 1260 from measured
    union all
    select 'type', case when {{ movement_type('usd_start', 'usd_end', 'change', 'false') }} = 'expansion' then 1 else 0 end, 1 from measured
)

{{ expect_close('compared') }}
