-- EX-6.1: (n, x) onboarding (40, 16), support (25, 5), pricing (10, 6), bugs (5, 0).
with themes as (
    {%- for theme, n, x in [('onboarding', 40, 16), ('support', 25, 5), ('pricing', 10, 6), ('bugs', 5, 0)] %}
    select 1 as quarter_id, '{{ theme }}' as theme, {{ n }} as n, {{ x }} as x {{ 'union all' if not loop.last }}
    {%- endfor %}
), shrunken as (
    {{ shrunken_rates('themes', ['quarter_id'], 'theme') }}
), checks as (
    select 'p' as label, min(pooled_rate) as actual, 0.3375 as expected from shrunken
    union all select 'rho', min(rho), 0.114260 from shrunken
    union all select 'k', min(prior_strength), 7.751942 from shrunken
    {%- for theme, rate in [('onboarding', 0.389854), ('support', 0.232544), ('pricing', 0.485371), ('bugs', 0.205167)] %}
    union all select '{{ theme }}', min(case when theme = '{{ theme }}' then shrunken_rate end), {{ rate }} from shrunken
    {%- endfor %}
)
{{ expect_close('checks') }}
