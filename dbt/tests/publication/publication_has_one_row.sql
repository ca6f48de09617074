-- A publication names itself once.
select cast(count(*) as bigint) as row_count
from {{ ref('publication') }}
having count(*) <> 1
