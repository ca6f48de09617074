-- Whom program/routing names for what: one row per theme (other names through seed theme_aliases), ARR band or segment
-- (`all`, or an industry, country, product or team of accounts). A person who has left the company gets nothing.
with routing as (

    select
        routing.match_on,
        case when routing.match_on = 'theme' then coalesce(aliases.theme, lower(routing.match_value)) else lower(routing.match_value) end as match_value,
        routing.team,
        coalesce(owners.owner_id, routing.owner_id) as owner_id,
        coalesce(owners.is_active, true) as is_owner_active,
        routing.capacity,
        routing._source_row
    from {{ ref('stg_program__routing') }} as routing
    left join {{ ref('theme_aliases') }} as aliases
        on lower(routing.match_value) = aliases.alias
    left join {{ ref('int_owners_unified') }} as owners
        on {{ account_lookup_key('routing.owner_id') }} = owners.alias_key
    where routing.match_on in ('theme', 'segment', 'arr_band') and routing.match_value is not null

),

ranked as (

    select
        *,
        row_number() over (partition by match_on, match_value order by _source_row nulls last) as place
    from routing

),

final as (

    select
        ranked.match_on,
        ranked.match_value,
        ranked.team,
        case when ranked.is_owner_active then ranked.owner_id end as owner_id,
        ranked.capacity,
        bands.sort_order as band_order
    from ranked
    left join {{ ref('int_arr_bands') }} as bands
        on ranked.match_on = 'arr_band' and ranked.match_value = bands.arr_band
    where ranked.place = 1 and (ranked.team is not null or (ranked.owner_id is not null and ranked.is_owner_active))

)

select * from final
