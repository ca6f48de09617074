-- Survey records that landed and are in no mart, with the reason (R5, R40). A response stands here once per
-- reason; a later version of it may count.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

records as (

    select responses.source, responses.survey_id, 'response' as record_type, responses.exclusion_reason as reason, responses.response_key as record_key
    from {{ ref('int_response_rows') }} as responses
    cross join as_of
    where responses.exclusion_reason is not null and responses.responded_at < as_of.survey_as_of

    union all

    select source, survey_id, 'response', 'internal', response_key
    from {{ ref('int_response_versions') }}
    where is_internal

    union all

    select source, survey_id, 'invitation', case when is_internal then 'internal' else 'unmapped_survey' end, invitation_key
    from {{ ref('int_invitations_unified') }}
    where is_internal or program is null

),

final as (

    select
        source,
        survey_id,
        record_type,
        reason,
        cast(count(distinct record_key) as bigint) as record_count
    from records
    group by source, survey_id, record_type, reason

)

select * from final
