-- EX-6.2: X 120,000 {onboarding, pricing}; Y 60,000 {pricing}; Z 30,000 {onboarding, support, pricing}, with the
-- rates of EX-6.1 and passives at .125; and the articles' 10 detractors of $10,000 each.
with themes as (
    {%- for theme, n, x in [('onboarding', 40, 16), ('support', 25, 5), ('pricing', 10, 6), ('bugs', 5, 0)] %}
    select 1 as quarter_id, '{{ theme }}' as theme, {{ n }} as n, {{ x }} as x {{ 'union all' if not loop.last }}
    {%- endfor %}
),

rates as (select * from ({{ shrunken_rates('themes', ['quarter_id'], 'theme') }}) as s),

mentions as (
    {% for account, arr, theme in [
        ('X', 120000, 'onboarding'), ('X', 120000, 'pricing'), ('Y', 60000, 'pricing'),
        ('Z', 30000, 'onboarding'), ('Z', 30000, 'support'), ('Z', 30000, 'pricing')] %}
    select 1 as quarter_id, '{{ account }}' as account_id, '{{ theme }}' as theme, cast({{ arr }} as double) as arr_usd
    {{ 'union all' if not loop.last }}
    {% endfor %}
    {% for number in range(10) %}
    union all
    select 2, 's{{ number }}', 'onboarding', cast(10000 as double)
    {% endfor %}
),

rated as (
    select
        mentions.*,
        rates.shrunken_rate as churn_probability,
        cast(0.125 as double) as passive_churn_rate
    from mentions
    inner join rates on mentions.theme = rates.theme
),

losses as (select * from ({{ theme_losses('rated', ['quarter_id']) }}) as l),

expected as (
    {% for quarter, theme, risk, touched, loss, excess in [
        (1, 'onboarding', 70000, 150000, 27289.772393, 18539.772393),
        (1, 'pricing', 130000, 210000, 63098.248559, 46848.248559),
        (1, 'support', 10000, 30000, 2325.443927, 1075.443927),
        (2, 'onboarding', 100000, 100000, 38985.389133, 26485.389133)] %}
    select
        {{ quarter }} as quarter_id, '{{ theme }}' as theme, {{ risk }} as risk, {{ touched }} as touched,
        cast({{ loss }} as double) as loss, cast({{ excess }} as double) as excess
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

results as (
    {% for label, actual, wanted in [
        ('at risk', 'arr_at_risk_usd', 'risk'), ('touched', 'arr_touched_usd', 'touched'),
        ('expected', 'expected_loss_usd', 'loss'), ('excess', 'excess_loss_usd', 'excess')] %}
    select concat('{{ label }} ', expected.theme) as label, losses.{{ actual }} as actual, cast(expected.{{ wanted }} as double) as expected
    from expected
    left join losses on expected.quarter_id = losses.quarter_id and expected.theme = losses.theme
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ expect_close('results') }}
