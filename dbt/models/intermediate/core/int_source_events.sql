{{ config(materialized='view', meta={'parts': {'by': '_source_file'}}) }}
-- When each dated row of every source happened. Reads the accepted rows themselves, before staging excludes any:
-- R1 asks how far the data reach.
{% for family, source_name, entity, event_time in watermarked_entities() %}
select
    '{{ source_name }}' as source,
    '{{ entity }}' as entity,
    '{{ family }}' as family,
    _source_file,
    _file_sha256 as file_sha256,
    {{ event_time }} as event_at
from {{ source(source_name, entity) }}
{{ 'union all' if not loop.last }}
{% endfor %}
