-- One row per landed file and content. A file that was merely touched or copied keeps its first outcome.
with landings as (

    select * from {{ source('lake', 'landings') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, entity, path, sha256
            order by
                case when status = 'duplicate' then 1 else 0 end,
                landed_at desc nulls last,
                load_id desc
        ) as recency
    from landings

),

final as (

    select
        -- ids
        sha256,

        -- attributes
        source,
        entity,
        path,
        status,
        reason,

        -- numbers
        cast(size_bytes as bigint) as size_bytes,
        cast(rows_in as bigint) as rows_in,
        cast(rows_loaded as bigint) as rows_loaded,
        cast(rows_quarantined as bigint) as rows_quarantined,

        -- times
        cast(landed_at as timestamp) as landed_at
    from ranked
    where recency = 1

)

select * from final
