-- Adjusted coefficients of the drivers; none unless the var nps_drivers_source is estimators.
{% set columns = ['coefficient', 'coefficient_lo', 'coefficient_hi', 'p_value', 'coverage_level'] %}
{% if var('nps_drivers_source') == 'estimators' -%}
select quarter, driver, driver_type, {{ listed(columns) }}, is_discovery, n, clusters
from {{ source('derived', 'nps_drivers') }}
{%- else -%}
select
    cast(null as date) as quarter,
    cast(null as {{ dbt.type_string() }}) as driver,
    cast(null as {{ dbt.type_string() }}) as driver_type,
    {% for column in columns %}
    cast(null as double) as {{ column }},
    {% endfor %}
    cast(null as boolean) as is_discovery,
    cast(null as bigint) as n,
    cast(null as bigint) as clusters
from {{ ref('int_as_of_resolved') }}
where false
{%- endif %}
