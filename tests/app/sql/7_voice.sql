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
