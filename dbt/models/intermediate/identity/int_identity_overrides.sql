-- Hand corrections, the last row of the file in force per source and id. Source ids are compared in
-- lower case where they are e-mails, otherwise by their lookup key.
with overrides as (

    select
        *,
        case when source_id like '%@%' then lower(source_id) else {{ account_lookup_key('source_id') }} end as source_key,
        row_number() over (
            partition by source, case when source_id like '%@%' then lower(source_id) else {{ account_lookup_key('source_id') }} end
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_program__identity_overrides') }}

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

final as (

    select
        overrides.source,
        overrides.source_id,
        overrides.source_key,
        aliases.account_id
    from overrides
    -- An override that names an unknown account is ignored, and a test warns.
    inner join aliases
        on {{ account_lookup_key('overrides.account_id') }} = aliases.alias_key
    where overrides.recency = 1

)

select * from final
