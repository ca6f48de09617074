-- How often people are asked too soon, over every survey tool and program, listed or not (R39).
with invitations as (

    select
        invitation_key,
        person_key,
        coalesce(survey_type = 'relationship', false) as is_relationship,
        sent_at
    from {{ ref('int_invitations_unified') }}
    where is_delivered and not is_internal

),

judged as (

    select * from ({{ contact_violations('invitations') }}) as judgements

),

final as (

    select
        {{ period_start('month', 'sent_at') }} as month,
        cast(count(*) as bigint) as delivered,
        cast(count(*) filter (where is_violation) as bigint) as violations,
        {{ ratio('count(*) filter (where is_violation)', 'count(*)') }} as violation_rate,
        cast(count(*) filter (where is_relationship_violation) as bigint) as relationship_violations
    from judged
    group by {{ period_start('month', 'sent_at') }}

)

select * from final
