-- Rows per kind, tool and match method, with the internal ones apart.
{% set relations = [
    ('responses', 'int_response_versions', 'source', 'version_number = 1'),
    ('invitations', 'int_invitations_unified', 'source', 'true'),
    ('tickets', 'int_tickets_unified', 'source', 'true'),
    ('billing_customers', 'int_billing_customers_mapped', 'billing_source', 'true'),
] %}

with counted as (

    {% for relation, model, source_column, condition in relations %}
    select
        '{{ relation }}' as relation,
        {{ source_column }} as source,
        coalesce(match_method, 'unmatched') as match_method,
        cast(count(case when not is_internal then 1 end) as bigint) as row_count,
        cast(count(case when is_internal then 1 end) as bigint) as internal_row_count
    from {{ ref(model) }}
    where {{ condition }}
    group by {{ source_column }}, coalesce(match_method, 'unmatched')
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from counted
