-- Detractor NPS responses of program customer, each at its earliest detractor version (R3a): an edit
-- neither moves nor removes the loop and the index that the first answer opened.
with versions as (

    select * from {{ ref('int_response_versions') }}
    where program = 'customer' and metric = 'nps' and nps_class = 'detractor' and not is_internal

),

ranked as (

    select
        *,
        row_number() over (
            partition by response_key
            order by responded_at nulls last, version_number
        ) as detractor_version
    from versions

),

final as (

    select
        -- ids
        response_key,
        source,
        response_id,
        account_id,
        contact_id,
        contact_key,
        person_key,

        -- attributes
        survey_type,

        -- numbers
        score,

        -- times
        responded_at
    from ranked
    where detractor_version = 1

)

select * from final
