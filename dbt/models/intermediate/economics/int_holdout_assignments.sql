-- The group that chance had assigned to an account by the date of each of its index responses: the
-- latest assignment on or before it (R33).
with assignments as (

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

),

ranked as (

    select
        indexes.index_response_key,
        assignments.holdout_group,
        row_number() over (
            partition by indexes.index_response_key
            order by assignments.assigned_on desc nulls last, assignments._source_file desc, assignments._source_row desc
        ) as recency
    from {{ ref('int_index_responses') }} as indexes
    inner join assignments
        on indexes.account_id = assignments.account_id
        and assignments.assigned_on <= indexes.index_date

),

final as (

    select index_response_key, holdout_group
    from ranked
    where recency = 1

)

select * from final
