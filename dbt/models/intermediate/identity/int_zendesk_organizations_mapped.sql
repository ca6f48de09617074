-- Zendesk organizations: the external id, else the domains when they lead to one account only.
with versions as (

    select
        organizations.*,
        row_number() over (
            partition by organization_id
            order by {{ version_as_of_first('updated_at', 'ticket_as_of') }}
        ) as recency
    from {{ ref('stg_zendesk__organizations') }} as organizations
    cross join {{ ref('int_as_of_resolved') }}

),

latest as (

    select organization_id, external_id, domain_names from versions where recency = 1

),

named_domains as (

    {{ explode_json_array('latest', 'domain_names') }}

),

by_domain as (

    select
        named_domains.organization_id,
        max(domains.account_id) as account_id
    from named_domains
    inner join {{ ref('int_account_domains') }} as domains
        on lower({{ replace_all('named_domains.item', '[" ]', '') }}) = domains.domain
    group by named_domains.organization_id
    having count(distinct domains.account_id) = 1

),

final as (

    select
        latest.organization_id,
        {{ resolved_account([
            ('override', 'overrides.account_id'),
            ('organization_external_id', 'aliases.account_id'),
            ('organization_domain', 'by_domain.account_id'),
        ]) }}
    from latest
    left join {{ ref('int_identity_overrides') }} as overrides
        on overrides.source = 'zendesk' and latest.organization_id = overrides.source_key
    left join {{ ref('int_account_aliases') }} as aliases
        on {{ account_lookup_key('latest.external_id') }} = aliases.alias_key
    left join by_domain
        on latest.organization_id = by_domain.organization_id

)

select * from final
