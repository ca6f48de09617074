with source as (

    select * from {{ source('program', 'survey_programs') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'survey_programs'

),

renamed as (

    select
        -- ids
        lower(nullif(trim(source), '')) as source,
        nullif(trim(survey_id), '') as survey_id,

        -- attributes
        lower(nullif(trim(program), '')) as program,
        lower(nullif(trim(survey_type), '')) as survey_type,
        lower(nullif(trim(metric), '')) as metric,
        nullif(trim(trigger), '') as trigger,
        nullif(trim(score_field), '') as score_field,
        nullif(trim(comment_field), '') as comment_field,

        -- numbers
        try_cast(scale_min as double) as scale_min,
        try_cast(scale_max as double) as scale_max,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
