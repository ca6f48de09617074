{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_loop_positions']}}) }}
-- Which loop each detractor response opened or joined. Exact for the first 2^greedy_passes loops of a
-- person; the test loop_chains_are_complete fails beyond.
{{ loop_members(ref('int_loop_positions')) }}
