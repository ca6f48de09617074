-- Each program entity is a snapshot: the file landed last replaces its predecessors, also when it
-- reverts to earlier bytes (extracts.md).
with landings as (

    select * from {{ ref('stg_lake__landings') }}
    where source = 'program' and status in ('loaded', 'duplicate')

),

ranked as (

    select
        entity,
        file_sha256,
        landed_at,
        row_number() over (partition by entity order by landed_at desc nulls last, path desc, file_sha256 desc) as recency
    from landings

)

select entity, file_sha256, landed_at from ranked where recency = 1
