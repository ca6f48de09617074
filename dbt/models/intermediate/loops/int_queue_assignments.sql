-- The cascade: who takes each waiting answer. A loop goes to whoever has its task, else the account's owner, else the
-- team of its theme, else, if urgent, the team of its ARR band (or of the highest), else the segment's team. Passives
-- go to the segment's team first, promoters to the account's owner.
{%- set sides = {'owner_id': ['active_task_owner_id', 'account_owner_id'], 'team': ['account_team', 'account_team']} %}
with candidates as (

    select
        candidates.*,
        coalesce(arr_band_match = arr_band, false) as has_band_team,
        coalesce(arr_band_match = arr_band, false) or segment_match is not null as has_segment_team
    from {{ ref('int_queue_candidates') }} as candidates

),

levelled as (

    select
        *,
        case
            when nps_class = 'passive' and has_segment_team then 'segment_team'
            when nps_class = 'detractor' and active_task_owner_id is not null then 'task_owner'
            when account_owner_id is not null then 'account_owner'
            when nps_class = 'detractor' and theme_match is not null then 'theme_team'
            when is_urgent and arr_band_match is not null then 'urgency'
            when has_segment_team then 'segment_team'
            else 'unrouted'
        end as level
    from candidates

),

final as (

    select
        *,
        {%- for part, own in sides.items() %}
        case
            when level = 'task_owner' then {{ own[0] }}
            when level = 'account_owner' then {{ own[1] }}
            when level = 'theme_team' then theme_{{ part }}
            when level = 'urgency' or (level = 'segment_team' and has_band_team) then arr_band_{{ part }}
            when level = 'segment_team' then segment_{{ part }}
        end as first_{{ part }},
        {%- endfor %}
        nps_class = 'detractor' as is_loop
    from levelled

)

select * from final
