-- Reads the accepted rows themselves, before staging excludes any: R1 asks how far the data reach.
-- A time later than the landing of its file plus 24 hours is a typing error or a clock gone wrong.
with landings as (

    select file_sha256, min(landed_at) as landed_at
    from {{ ref('stg_lake__landings') }}
    group by file_sha256

),

events as (

    {% for family, source_name, entity, event_time in watermarked_entities() %}
    select
        '{{ source_name }}' as source,
        '{{ entity }}' as entity,
        '{{ family }}' as family,
        _file_sha256 as file_sha256,
        {{ event_time }} as event_at
    from {{ source(source_name, entity) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        events.source,
        events.entity,
        events.family,
        cast(count(*) as bigint) as row_count,
        cast(count(*) filter (where events.event_at > {{ add_hours('landings.landed_at', 24) }}) as bigint) as future_row_count,
        max(case
            when landings.landed_at is null or events.event_at <= {{ add_hours('landings.landed_at', 24) }} then events.event_at
        end) as watermark_at
    from events
    left join landings on events.file_sha256 = landings.file_sha256
    group by events.source, events.entity, events.family

)

select * from final
