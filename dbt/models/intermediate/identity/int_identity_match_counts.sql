-- Rows per kind, tool and match method, with the internal ones apart.
{% set relations = [
    ('accounts', 'int_accounts_unified', 'source', 'true'),
    ('contacts', 'int_contacts_unified', 'source', 'true'),
    ('responses', 'int_response_versions', 'source', 'version_number = 1'),
    ('invitations', 'int_invitations_unified', 'source', 'true'),
    ('tickets', 'int_tickets_unified', 'source', 'true'),
    ('billing_customers', 'int_billing_customers_mapped', 'billing_source', 'true'),
    ('invoices', 'int_billing_invoices_matched', 'billing_source', 'true'),
] %}
{# The CRM's own records name their account themselves. #}
{% set method = {
    'accounts': "'explicit'",
    'contacts': "case when account_id is null then 'unmatched' else 'explicit' end",
} %}

with counted as (

    {% for relation, model, source_column, condition in relations %}
    select
        '{{ relation }}' as relation,
        {{ source_column }} as source,
        {{ method[relation] | default("coalesce(match_method, 'unmatched')") }} as match_method,
        cast(count(case when not is_internal then 1 end) as bigint) as row_count,
        cast(count(case when is_internal then 1 end) as bigint) as internal_row_count
    from {{ ref(model) }}
    where {{ condition }}
    group by 2, 3
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from counted
