create table marts.theme_impact as
with quarters as (
    select cast(d as date) as quarter, row_number() over (order by d) as i
    from generate_series(date '2025-01-01', date '2026-04-01', interval 3 month) as s(d)
),

themes as (
    select * from (values
        ('pricing', 41, 34, 820000.0, 1310000.0, 0.31, 52, 'ok', 'Renewal was <b>12%</b> higher, *no* notice. | Seats cost $too$ much.'),
        ('support', 28, 25, 410000.0, 690000.0, 0.24, 41, 'ok', 'Nobody answers.'),
        ('onboarding', 9, 8, 150000.0, 150000.0, 0.22, 12, 'insufficient', null),
        ('untagged', 0, 62, 1450000.0, 1450000.0, 0.20, 88, 'ok', null)
    ) as v(theme, mentions, accounts, at_risk, touched, churn, mature, flag, quotes)
)

select
    quarter, theme, quotes as sample_quotes, flag,
    cast(mentions as bigint) as mentions, cast(accounts as bigint) as accounts,
    cast(at_risk * (0.7 + 0.05 * i) as decimal(18, 2)) as arr_at_risk_usd,
    cast(touched * (0.7 + 0.05 * i) as decimal(18, 2)) as arr_touched_usd,
    churn as churn_probability, 0.12 as passive_churn_rate,
    cast(mature as bigint) as mature_accounts, cast(round(mature * churn) as bigint) as churned_accounts,
    cast(at_risk * (0.7 + 0.05 * i) * churn as decimal(18, 2)) as expected_loss_usd,
    cast(at_risk * (0.7 + 0.05 * i) * (churn - 0.12) as decimal(18, 2)) as excess_loss_usd,
from quarters cross join themes;

create table marts.theme_sentiment as
select
    quarter, theme, case when theme = 'onboarding' then 'suppressed' else 'ok' end as flag,
    cast(640 as bigint) as comments, cast(case when theme = 'onboarding' then 4 else 2 * mentions end as bigint) as mentions,
    cast(accounts as bigint) as accounts,
    2 * mentions / 640.0 as mention_share, 2 * mentions / 640.0 - 0.02 as mention_share_lo, 2 * mentions / 640.0 + 0.02 as mention_share_hi,
    case when theme <> 'onboarding' then -0.21 + 0.03 * sin(month(quarter)) end as sentiment,
    case when theme <> 'onboarding' then -0.29 end as sentiment_lo,
    case when theme <> 'onboarding' then -0.13 end as sentiment_hi,
from marts.theme_impact
where theme <> 'untagged';

create table marts.action_item_impact as
select * from (values
    ('AI-1', 'pricing', 'Price <b>protection</b> for *existing* contracts', 'ok', 84, 51, 0.14, 0.08, 511, 560,
        -22.0, 9.0, 21.0, 24.0, 28.0, 9.5, 46.5, date '2025-03-01', date '2025-05-01', date '2025-11-01'),
    ('AI-2', 'support', 'Second support shift', 'ok', 61, 48, 0.10, 0.08, 533, 566,
        -4.0, 2.0, 19.0, 23.0, 2.0, -14.0, 18.0, date '2025-06-01', date '2025-09-01', date '2026-03-01'),
    ('AI-3', 'support', 'Chat bot', 'ok', 61, 48, 0.10, 0.12, 533, 566,
        4.0, -22.0, 19.0, 23.0, -30.0, -44.0, -16.0, date '2025-06-01', date '2025-08-01', date '2026-02-01'),
    ('AI-4', 'onboarding', 'Guided import', 'not_shipped', 0, 0, null, null, 0, 0,
        null, null, null, null, null, null, null, date '2026-02-01', null, null),
    ('AI-5', 'pricing', 'Annual plans', 'immature', 44, 12, 0.12, 0.05, 311, 201,
        -9.0, 0.0, 20.0, 22.0, 7.0, -20.0, 34.0, date '2026-01-01', date '2026-03-01', date '2026-09-01')
) as v(
    action_item_id, theme, title, flag, mentions_before, mentions_after, mention_share_before, mention_share_after,
    comparison_before, comparison_after, nps_mention_before, nps_mention_after, nps_comparison_before, nps_comparison_after,
    difference_in_differences, difference_in_differences_lo, difference_in_differences_hi, opened_date, shipped_date, window_end_date
);

create table marts.nps_drivers as
select
    date '2026-04-01' as quarter, v.driver, v.driver_type, v.flag,
    cast(v.n_with as bigint) as n_with, cast(2600 - v.n_with as bigint) as n_without, v.n_with / 2600.0 as share,
    v.gap, v.gap - 11 as gap_lo, v.gap + 11 as gap_hi, v.gap * v.n_with / 2600.0 as impact,
    v.coefficient as adjusted_coefficient, v.coefficient - v.half as adjusted_coefficient_lo,
    v.coefficient + v.half as adjusted_coefficient_hi, 0.975e0 as coverage_level,
    cast(v.loss as decimal(18, 2)) as excess_loss_usd, 0.01e0 as p_value, v.is_significant,
    v.driver_type = 'theme' as is_mechanically_related,
from (values
    ('pricing', 'theme', 'ok', 310, -9.0e0, -6.0e0, 11.0e0, 155800.0, false),
    ('support', 'theme', 'ok', 280, -41.0e0, -38.0e0, 12.0e0, 49200.0, true),
    ('ease_of_use', 'theme', 'ok', 410, 15.0e0, 12.0e0, 9.0e0, 0.0, true),
    ('tickets_90_days', 'tickets', 'insufficient', 22, -20.0e0, null, null, null, false)
) as v(driver, driver_type, flag, n_with, gap, coefficient, half, loss, is_significant);
