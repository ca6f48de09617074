-- One row. A family's as_of is the smallest over its tools of how far each tool's data reach, cut to the
-- day; LOYALTY_AS_OF (or the var as_of) replaces it where the family has rows at all.
{% set override = as_of_override() %}

with watermarks as (

    select * from {{ ref('int_source_watermarks') }}

),

tools as (

    select
        family,
        source,
        max(watermark_at) as watermark_at
    from watermarks
    {% if var('retired_sources') %}
    -- A tool whose extracts have ended is not waited for.
    where source not in ({{ lower_text_list(var('retired_sources')) }})
    {% endif %}
    group by family, source

),

families as (

    select
        family,
        {% if override %}
        cast('{{ override }}' as timestamp) as as_of
        {% else %}
        cast(date_trunc('day', min(watermark_at)) as timestamp) as as_of
        {% endif %}
    from tools
    group by family

),

pivoted as (

    select
        {% for family in ['survey', 'billing', 'crm', 'ticket', 'usage'] %}
        max(case when family = '{{ family }}' then as_of end) as {{ family }}_as_of{{ ',' if not loop.last }}
        {% endfor %}
    from families

),

final as (

    select
        survey_as_of,
        billing_as_of,
        crm_as_of,
        ticket_as_of,
        usage_as_of,
        case
            when survey_as_of is not null and billing_as_of is not null then least(survey_as_of, billing_as_of)
        end as retention_as_of,
        case
            when survey_as_of is not null and crm_as_of is not null then least(survey_as_of, crm_as_of)
        end as loop_as_of,
        case
            when survey_as_of is not null and billing_as_of is not null and crm_as_of is not null
                then least(survey_as_of, billing_as_of, crm_as_of)
        end as economics_as_of,
        -- The program's own settings carry no date of change; its costs count up to where the data reach.
        least(
            coalesce(survey_as_of, billing_as_of, crm_as_of),
            coalesce(billing_as_of, survey_as_of, crm_as_of),
            coalesce(crm_as_of, survey_as_of, billing_as_of)
        ) as program_as_of
    from pivoted

)

select * from final
