-- Rows of theme all count every loop of a relationship response once: per segment dimension, over the quarters and
-- in the pooled rows.
with expected as (
    select
        cast(count(*) as bigint) as loops,
        cast(count(case when is_mature then 1 end) as bigint) as loops_mature
    from {{ ref('int_loop_recoveries') }}
), found as (
    select
        period_type,
        segment_dimension,
        cast(sum(loops) as bigint) as loops,
        cast(sum(loops_mature) as bigint) as loops_mature
    from {{ ref('detractor_recovery') }}
    where theme = 'all'
    group by period_type, segment_dimension
)
select found.*
from found
cross join expected
where found.loops <> expected.loops or found.loops_mature <> expected.loops_mature
