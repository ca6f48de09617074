-- EX-7.2: days 0, 29, 59, 60: those of day 29 and 60 violate (exactly 30 days is allowed), 0.5. Of two at one instant the greater violates.
with sends as (
    {% for person, key, day in [('a', '1', 0), ('a', '2', 29), ('a', '3', 59), ('a', '4', 60), ('b', '5', 10), ('b', '6', 10)] %}
    select
        '{{ person }}' as person_key,
        '{{ key }}' as invitation_key,
        {{ add_hours("cast('2026-01-01' as timestamp)", 24 * day) }} as sent_at,
        false as is_relationship
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

judged as (select * from ({{ contact_violations('sends') }}) as j),

results as (
    select
        'rate' as label,
        {{ ratio("count(case when is_violation then 1 end)", "count(*)") }} as actual,
        cast(0.5 as double) as expected
    from judged
    where person_key = 'a'
    union all
    select 'day 29 and 60', cast(count(*) as double), cast(2 as double) from judged
    where is_violation and invitation_key in ('2', '4')
    union all
    select 'the greater key', cast(count(*) as double), cast(1 as double) from judged
    where is_violation and invitation_key = '6'
    union all
    select 'not the smaller', cast(count(*) as double), cast(1 as double) from judged
    where not is_violation and invitation_key = '5'
)

{{ expect_close('results') }}
