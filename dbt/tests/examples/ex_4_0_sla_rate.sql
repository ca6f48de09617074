-- Section 4: 10 loops, 2 not elapsed, 6 in time, 1 late, 1 open: 6 of the 8 elapsed ones, 0.75.
with loops as (
    {%- for elapsed, outreach in [(24, 1), (24, 2), (24, 3), (24, 23), (72, 71), (72, 72), (24, 25), (72, 'null'), (-1, 'null'), (-1, 1)] %}
    select {{ 'true' if elapsed > 0 else 'false' }} as is_sla_elapsed, {{ elapsed if elapsed > 0 else 72 }} as sla_hours, {{ outreach }} as hours_to_action {{ 'union all' if not loop.last }}
    {%- endfor %}
), checks as (
    select 'in-SLA rate' as label, {{ in_sla_rate('is_sla_elapsed', 'hours_to_action', 'sla_hours') }} as actual, 0.75 as expected
    from loops
)
{{ expect_close('checks') }}
