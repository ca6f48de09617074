-- The moment of observation as the clock of operational relations (R41): LOYALTY_NOW, else the start of the run.
-- Bounds are exclusive, so they lie a second past it; money reaches no further than billing does.
with final as (

    select
        {%- set observed_at = 'coalesce(' ~ health_observed_at() ~ ', loop_as_of, survey_as_of)' %}
        {{ observed_at }} as observed_at,
        {%- for bound in ['survey_as_of', 'crm_as_of', 'loop_as_of'] %}
        {{ add_seconds(observed_at, 1) }} as {{ bound }},
        {%- endfor %}
        billing_as_of
    from {{ ref('int_as_of_resolved') }}

)

select * from final
