-- Counts only: the rejected text stays in the lake.
with quarantine as (

    select * from {{ source('lake', 'quarantine') }}

),

final as (

    select
        source,
        entity,
        reason,
        cast(count(*) as bigint) as rows,
        cast(count(distinct file_sha256) as bigint) as files
    from quarantine
    group by source, entity, reason

)

select * from final
