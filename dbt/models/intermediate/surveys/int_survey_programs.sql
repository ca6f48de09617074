-- What each survey is, by the company's own list. A survey that stands twice is what its last row says.
with programs as (

    select
        *,
        row_number() over (
            partition by source, survey_id
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_program__survey_programs') }}
    where source is not null and survey_id is not null

),

final as (

    select
        -- ids
        source,
        survey_id,

        -- attributes
        program,
        survey_type,
        metric,
        coalesce(trigger, 'unknown') as trigger,
        score_field,
        comment_field,

        -- numbers
        cast(coalesce(scale_min, 0) as bigint) as scale_min,
        cast(coalesce(scale_max, 10) as bigint) as scale_max
    from programs
    where recency = 1

)

select * from final
