-- Owners and tiers of a month add up to its rollup row.
with rows_by_kind as (
    select
        month,
        max(case when arr_tier = 'all' and owner_id = 'all' then loops end) as total,
        sum(case when arr_tier <> 'all' and owner_id = 'all' then loops else 0 end) as by_tier,
        sum(case when arr_tier = 'all' and owner_id <> 'all' then loops else 0 end) as by_owner,
        sum(case when arr_tier <> 'all' and owner_id <> 'all' then loops else 0 end) as by_both
    from {{ ref('loop_performance') }}
    group by month
)
select * from rows_by_kind
where total <> by_tier or total <> by_owner or total <> by_both or total is null
