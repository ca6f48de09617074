{{ config(meta={'parts': {
    'by': 'person_key',
    'of': ['int_detractor_responses', 'int_loop_members', 'int_loop_tasks'],
    'through': {'int_unit_mrr_segments': ['unit_id', {'int_detractor_responses': 'account_id'}]}
}}) }}
-- One row per loop (R34, R35): what opened it, who answers for it, and its three events. A closure
-- after the lapse does not count; an outreach after it still does.
{{ loops_of(ref('int_detractor_responses'), ref('int_loop_members'), ref('int_loop_tasks'), ref('int_as_of_resolved')) }}
