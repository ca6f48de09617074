{{ config(meta={'parts': {'by': 'quarter', 'of': ['int_invitation_segments']}}) }}
-- How evenly strata answer, per program, survey type and quarter (section 7): persons asked in the quarter at least
-- 14 days before as_of, by ARR band and tenure at their last invitation there.
with sends as (

    select
        *,
        row_number() over (
            partition by program, survey_type, person_key, quarter
            order by sent_at desc nulls last, invitation_key desc
        ) as place,
        max(case when is_answered then 1 else 0 end) over (
            partition by program, survey_type, person_key, quarter
        ) as has_answered
    from {{ ref('int_invitation_segments') }}

),

strata as (

    select
        program,
        survey_type,
        quarter,
        arr_band,
        tenure_band,
        cast(count(*) as bigint) as frame_count,
        cast(sum(has_answered) as bigint) as answered_count
    from sends
    where place = 1
    group by program, survey_type, quarter, arr_band, tenure_band

)

select * from ({{ r_indicator_measures('strata', ['program', 'survey_type', 'quarter']) }}) as measures
