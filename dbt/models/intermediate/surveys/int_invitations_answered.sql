{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_response_invitations'],
    'through': {'int_response_versions': ['response_key', 'int_response_invitations']}
}}) }}
-- Sends that an accepted response before as_of answers (R38).
with links as (

    select * from {{ ref('int_response_invitations') }}

),

versions as (

    select * from {{ ref('int_response_versions') }}
    where not is_internal

),

final as (

    select
        links.invitation_key,
        min(versions.responded_at) as first_responded_at,
        cast(count(distinct versions.response_key) as bigint) as response_count
    from links
    inner join versions
        on links.response_key = versions.response_key
    group by links.invitation_key

)

select * from final
