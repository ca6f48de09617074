-- Sums of every NPS cell through time. Each dimension of nps_dimensions() is in exactly one part.
{{ config(materialized='view') }}

{% for part in ['company', 'revenue', 'contact', 'ownership'] %}
select * from {{ ref('int_nps_sums_by_' ~ part) }}
{{ 'union all' if not loop.last }}
{% endfor %}
