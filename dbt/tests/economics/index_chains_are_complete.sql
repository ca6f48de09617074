-- Pointer doubling reached the end of every chain: the successor of an index is an index.
with marked as (
    select positions.*, indexes.index_response_key is not null as is_index
    from {{ ref('int_detractor_positions') }} as positions
    left join {{ ref('int_index_responses') }} as indexes on positions.response_key = indexes.index_response_key
)
select starts.response_key
from marked as starts
inner join marked as successors
    on starts.account_id = successors.account_id and starts.next_position = successors.position
where starts.is_index and not successors.is_index
