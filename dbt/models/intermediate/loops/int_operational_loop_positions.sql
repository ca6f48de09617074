{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_operational_detractors', 'int_operational_loop_tasks']}}) }}
-- int_loop_positions over every accepted row.
{{ loop_positions(ref('int_operational_detractors'), ref('int_operational_loop_tasks'), ref('int_operational_clock')) }}
