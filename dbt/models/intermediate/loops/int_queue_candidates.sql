-- Who could take each waiting answer: the owner of its task, of its account, and the rows of program/routing for its
-- theme, ARR band and segment. Urgent: high ARR tier, an executive, or a score of at most queue_urgent_score.
with items as (

    select
        items.*,
        coalesce(themes.theme, 'untagged') as theme,
        {{ arr_band('arr_bands') }} as arr_band
    from {{ ref('int_queue_items') }} as items
    left join {{ ref('int_queue_themes') }} as themes on items.response_key = themes.response_key
    {{ arr_band_join('arr_bands', 'items.arr_usd') }}

),

rules as (

    select * from {{ ref('int_routing_rules') }}

),

owners as (

    select owner_id, is_active from {{ ref('int_owners_unified') }}

),

placed as (

    select
        items.*,
        coalesce(contacts.role_class, 'unknown') as role_class,
        case when coalesce(account_owners.is_active, true) then nullif(accounts.owner_id, 'unknown') end as account_owner_id,
        case when coalesce(task_owners.is_active, true) then items.task_owner_id end as active_task_owner_id,
        nullif(accounts.team, 'unknown') as account_team,
        accounts.industry,
        accounts.country,
        accounts.product
    from items
    left join {{ ref('int_accounts_unified') }} as accounts on items.account_id = accounts.account_id
    left join {{ ref('int_contacts_unified') }} as contacts on items.contact_id = contacts.contact_id
    left join owners as account_owners on accounts.owner_id = account_owners.owner_id
    left join owners as task_owners on items.task_owner_id = task_owners.owner_id

),

matched as (

    select
        placed.response_key,
        rules.*,
        -- the named segment before `all`; for urgent answers without a row of their own band, the highest band's
        row_number() over (
            partition by placed.response_key, rules.match_on
            order by
                case when rules.match_value in (placed.arr_band, placed.theme) then 0 else 1 end,
                case when rules.match_value = 'all' then 1 else 0 end,
                rules.band_order desc nulls last,
                rules.match_value
        ) as place
    from placed
    inner join rules
        on (rules.match_on = 'theme' and rules.match_value = placed.theme)
        or rules.match_on = 'arr_band'
        or (rules.match_on = 'segment' and rules.match_value in ('all', lower(placed.industry), lower(placed.country), lower(placed.product), lower(placed.account_team)))

),

final as (

    select
        placed.*,
        placed.nps_class = 'detractor' and (
            placed.arr_tier = 'high' or placed.role_class = 'executive' or placed.score <= {{ var('queue_urgent_score') }}
        ) as is_urgent,
        {%- for kind in ['theme', 'segment', 'arr_band'] %}
        {{ kind }}_rules.match_value as {{ kind }}_match,
        {{ kind }}_rules.team as {{ kind }}_team,
        {{ kind }}_rules.owner_id as {{ kind }}_owner_id{{ ',' if not loop.last }}
        {%- endfor %}
    from placed
    {%- for kind in ['theme', 'segment', 'arr_band'] %}
    left join matched as {{ kind }}_rules
        on placed.response_key = {{ kind }}_rules.response_key and {{ kind }}_rules.match_on = '{{ kind }}' and {{ kind }}_rules.place = 1
    {%- endfor %}

)

select * from final
