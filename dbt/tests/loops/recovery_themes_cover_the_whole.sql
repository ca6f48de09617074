-- Every loop has at least one theme or untagged: themes hold no fewer loops than the row of all, and none more.
with cells as (
    select
        period_type,
        quarter,
        segment_dimension,
        segment_value,
        max(case when theme = 'all' then loops end) as loops,
        max(case when theme <> 'all' then loops end) as largest,
        sum(case when theme <> 'all' then loops else 0 end) as by_theme
    from {{ ref('detractor_recovery') }}
    group by period_type, quarter, segment_dimension, segment_value
)
select * from cells
where loops is null or by_theme < loops or largest > loops
