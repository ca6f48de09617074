-- One row: what this publication is made of. The orchestrator names it; figures come from the as_of row.
with as_of as (

    select * from {{ ref('int_as_of_resolved') }}

),

final as (

    select
        -- ids
        cast('{{ env_var("LOYALTY_PUBLICATION_ID", "unpublished") }}' as {{ dbt.type_string() }}) as publication_id,
        cast(nullif('{{ env_var("LOYALTY_PREVIOUS_PUBLICATION_ID", "") }}', '') as {{ dbt.type_string() }}) as previous_publication_id,

        -- attributes
        cast('{{ env_var("LOYALTY_CODE_VERSION", "unknown") }}' as {{ dbt.type_string() }}) as code_version,
        cast('{{ env_var("LOYALTY_PARAMS", "{}") | replace("'", "''") }}' as {{ dbt.type_string() }}) as params,

        -- booleans
        cast('{{ env_var("LOYALTY_IS_SAMPLE", "false") }}' as boolean) as is_sample,

        -- times
        cast('{{ env_var("LOYALTY_BUILT_AT", "1970-01-01 00:00:00") }}' as timestamp) as built_at,
        cast(survey_as_of as timestamp) as survey_as_of,
        cast(billing_as_of as timestamp) as billing_as_of,
        cast(crm_as_of as timestamp) as crm_as_of,
        cast(ticket_as_of as timestamp) as ticket_as_of,
        cast(usage_as_of as timestamp) as usage_as_of,
        cast(retention_as_of as timestamp) as retention_as_of,
        cast(loop_as_of as timestamp) as loop_as_of,
        cast(economics_as_of as timestamp) as economics_as_of
    from as_of

)

select * from final
