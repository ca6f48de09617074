-- Strata with fewer than five answers join the next tenure, the last the one before; a thin ARR band joins the next (R13).
with strata as (
    {% for arr, tenure, frame, n in [(1, 1, 10, 3), (1, 2, 10, 4), (1, 3, 10, 2), (2, 1, 20, 1), (2, 3, 20, 2), (3, 1, 30, 9), (3, 2, 30, 8), (3, 3, 30, 1), (4, 2, 5, 2)] %}
    select
        1 as cell, {{ arr }} as arr_position, {{ tenure }} as tenure_position, {{ frame }} as frame_count,
        {{ n }} as n_responses, {{ n }} as promoters, 0 as detractors, cast(1 as double) as deff
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

merged as (select * from ({{ merged_strata('strata', ['cell']) }}) as m),

-- band 1: tenure 1+2 and the rest 3; band 2 (3 answers) with band 3 and the last band 4
expected as (
    select 1 as arr_group, 1 as tenure_group, 30 as frame_count, 9 as n_responses
    union all
    select 2, 1, 50, 10
    union all
    select 2, 2, 85, 13
)

select merged.arr_group, merged.tenure_group, merged.frame_count, merged.n_responses
from merged
left join expected
    on merged.arr_group = expected.arr_group
    and merged.tenure_group = expected.tenure_group
    and merged.frame_count = expected.frame_count
    and merged.n_responses = expected.n_responses
where expected.arr_group is null
union all
select 0, 0, 0, count(*) from merged
having count(*) <> 3
