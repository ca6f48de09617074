{{ config(meta={'parts': {
    'by': 'file_sha256',
    'of': ['int_source_events', 'int_file_landings'],
    'through': {'int_source_events': ['_source_file', 'int_source_events']}
}}) }}
-- How far the rows of each landed file reach: a landing adds files, and changes none.
-- A time later than the landing of its file plus 24 hours is a typing error or a clock gone wrong.
with landings as (

    select * from {{ ref('int_file_landings') }}

),

events as (

    select * from {{ ref('int_source_events') }}

),

final as (

    select
        events.source,
        events.entity,
        events.family,
        events.file_sha256,
        cast(count(*) as bigint) as row_count,
        cast(count(*) filter (where events.event_at > {{ add_hours('landings.landed_at', 24) }}) as bigint) as future_row_count,
        max(case
            when landings.landed_at is null or events.event_at <= {{ add_hours('landings.landed_at', 24) }} then events.event_at
        end) as watermark_at
    from events
    left join landings on events.file_sha256 = landings.file_sha256
    group by events.source, events.entity, events.family, events.file_sha256

)

select * from final
