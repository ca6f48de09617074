-- The bands: < .10 exceptional; ≤ .30 strong; ≤ .50 acceptable; > .50 needs efficiency. Each value has exactly one.
with cases as (
    {%- for value, band in [(0, 'exceptional'), (0.0999, 'exceptional'), (0.1, 'strong'), (0.3, 'strong'), (0.30001, 'acceptable'), (0.5, 'acceptable'), (0.50001, 'needs_efficiency'), (7, 'needs_efficiency')] %}
    select cast({{ value }} as double) as cost_ratio, '{{ band }}' as expected {{ 'union all' if not loop.last }}
    {%- endfor %}
)
select cases.cost_ratio, cases.expected, min(bands.verdict) as actual, count(*) as band_count
from cases
left join {{ ref('cost_bands') }} as bands on {{ in_cost_band('bands', 'cases.cost_ratio') }}
group by cases.cost_ratio, cases.expected
having count(*) <> 1 or coalesce(min(bands.verdict), '') <> cases.expected
