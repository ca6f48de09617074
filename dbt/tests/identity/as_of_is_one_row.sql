select count(*) as row_count from {{ ref('int_as_of_resolved') }} having count(*) <> 1
