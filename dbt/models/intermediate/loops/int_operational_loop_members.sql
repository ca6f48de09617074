{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_operational_loop_positions']}}) }}
-- int_loop_members over every accepted row.
{{ loop_members(ref('int_operational_loop_positions')) }}
