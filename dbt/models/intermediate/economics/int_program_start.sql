-- One row: the first day of the program, from the var or else the first month with costs; NULL without.
with costs as (

    select * from {{ ref('int_program_costs') }}

),

final as (

    select
        {% if var('program_started_on') -%}
        cast('{{ var("program_started_on") }}' as date) as program_started_on
        {%- else -%}
        min(month) as program_started_on
        {%- endif %}
    from costs

)

select * from final
