-- When chance put which account into the holdout and when out of it (program/holdout). A table, as the list seldom
-- changes where other files land.
with final as (

    select
        aliases.account_id,
        holdout.holdout_group,
        holdout.assigned_on,
        holdout._source_file,
        holdout._source_row
    from {{ ref('stg_program__holdout') }} as holdout
    inner join {{ ref('int_account_aliases') }} as aliases
        on {{ account_lookup_key('holdout.account_id') }} = aliases.alias_key
    where holdout.holdout_group in ('holdout', 'treated')

)

select * from final
