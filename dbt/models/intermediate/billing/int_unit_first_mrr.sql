-- The first day of positive MRR of each unit: what tenure counts from (R9).
select
    unit_id,
    min(starts_on) as first_mrr_on
from {{ ref('int_unit_mrr_segments') }}
group by unit_id
