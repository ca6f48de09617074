-- Ratings of solved tickets before ticket_as_of, internal ones left out. Zendesk: good or bad, an offer is
-- only the send. Other tools: a score on the scale from 1 to the var ticket_csat_scale_max, at the solution.
with tickets as (

    select * from {{ ref('int_tickets_unified') }}
    where not is_internal

),

zendesk as (

    select
        ratings.*,
        coalesce(ratings.updated_at, ratings.created_at) as rated_at,
        row_number() over (partition by ratings.ticket_id order by {{ latest_version_first('ratings.updated_at', alias='ratings') }}) as recency
    from {{ ref('stg_zendesk__satisfaction_ratings') }} as ratings
    cross join {{ ref('int_as_of_resolved') }}
    where coalesce(ratings.updated_at, ratings.created_at) < ticket_as_of

),

final as (

    select
        tickets.ticket_key,
        tickets.account_id,
        coalesce(zendesk.assignee_id, tickets.assignee_id) as handled_by,
        case zendesk.score when 'good' then 1 else 0 end as satisfied,
        zendesk.rated_at
    from zendesk
    inner join tickets
        on tickets.source = 'zendesk' and zendesk.ticket_id = tickets.ticket_id
    where zendesk.recency = 1 and zendesk.score in ('good', 'bad')

    union all

    select
        ticket_key,
        account_id,
        assignee_id,
        {{ is_satisfied('csat_score', 1, var('ticket_csat_scale_max')) }},
        coalesce(solved_at, created_at)
    from tickets
    where source <> 'zendesk' and csat_score between 1 and {{ var('ticket_csat_scale_max') }}

)

select * from final
