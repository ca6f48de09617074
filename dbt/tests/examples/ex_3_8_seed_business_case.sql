-- The seed business case of section 3 and the flaws that it must show, figure by figure.
{%- set expected = {
    ('seed_articles', 'prevented_share'): 0.0375, ('seed_articles', 'prevented_usd'): 375000, ('seed_articles', 'prevented_years_usd'): 1125000,
    ('seed_articles', 'cost_years_usd'): 360000, ('seed_articles', 'return_multiple_years'): 3.125, ('seed_articles', 'cost_per_prevented_usd'): 0.32,
    ('seed_articles', 'first_year_cost_per_prevented_usd'): 0.466667, ('seed_articles', 'first_year_return_multiple'): 2.142857,
    ('seed_articles_points', 'prevented_usd'): 2500000, ('honest_relative', 'prevented_usd'): 200000,
    ('seed_articles_annual', 'annual_churn_low'): 0.07763184, ('seed_articles_annual', 'annual_churn_high'): 0.28360704,
    ('honest_three_years', 'lost_usd'): 2213120, ('seed_articles_three_years', 'lost_usd'): 2400000,
    ('honest_midpoints', 'prevented_usd'): 75000, ('honest_midpoints', 'cost_per_prevented_usd'): 1.60,
    ('honest_identified', 'prevented_usd'): 22500, ('honest_identified', 'cost_per_prevented_usd'): 5.333333,
    ('honest_labour', 'loop_hours'): 1200, ('honest_labour', 'loop_fte'): 0.576923, ('seed_articles_labour', 'loop_fte'): 0.15,
    ('honest_first_year', 'staff_usd'): 66000, ('honest_first_year', 'total_low_usd'): 166000, ('honest_first_year', 'total_high_usd'): 206000,
    ('seed_articles_first_year', 'total_low_usd'): 155000, ('seed_articles_first_year', 'total_high_usd'): 195000,
} %}
with checks as (
    {%- for scenario, line, formula, note in business_case_lines() %}
    select '{{ scenario }}.{{ line }}' as label, {{ business_case_expression(formula) | trim }} as actual, {{ expected.get((scenario, line), 'null') }} as expected
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    union all
    select 'every figure is a line', cast({{ business_case_lines() | length }} as double), {{ expected | length }}
)
{{ expect_close('checks') }}
