{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_detractor_responses', 'int_loop_tasks']}}) }}
-- Per person, detractor responses in time order, and for each one the response that would open the
-- next loop if this one opened a loop: the first at or after the lapse, or at or after the earliest
-- closure by a member before it. The suffix minimum is exact: a response past that closure cannot
-- come before the first response past it.
{{ loop_positions(ref('int_detractor_responses'), ref('int_loop_tasks'), ref('int_as_of_resolved')) }}
