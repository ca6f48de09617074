-- How far the rows of each dated entity reach (R1).
with files as (

    select * from {{ ref('int_source_file_watermarks') }}

),

final as (

    select
        source,
        entity,
        family,
        cast(sum(row_count) as bigint) as row_count,
        cast(sum(future_row_count) as bigint) as future_row_count,
        max(watermark_at) as watermark_at
    from files
    group by source, entity, family

)

select * from final
