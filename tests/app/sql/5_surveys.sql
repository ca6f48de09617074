-- who is asked and who answers; the company's rates stand in 1_nps.sql
insert into marts.response_rates
select
    r.month, r.program, r.survey_type, r.channel, g.dimension, g.value,
    cast(g.delivered as bigint), cast(g.delivered * g.rate as bigint), g.rate, g.rate - 0.05, g.rate + 0.05,
    r.target_lo, r.target_hi,
from marts.response_rates as r
cross join (values
    ('arr_band', 'enterprise', 120, 0.35), ('arr_band', 'smb', 760, 0.27), ('arr_band', 'none', 20, 0.2),
    ('industry', '<b>Retail</b> & $Co$ *x*', 400, 0.31)
) as g(dimension, value, delivered, rate);

create table marts.response_bias as
select
    'customer' as program, t.survey_type, cast(d as date) as quarter,
    cast(2400 as bigint) as invited_people, cast(700 as bigint) as responding_people,
    0.942e0 as r_indicator, 6.1e0 as max_bias, -1.3e0 as weighted_minus_raw,
    case when d <= date '2025-01-01' then 0.91e0 end as respondent_grr,
    case when d <= date '2025-01-01' then 0.88e0 end as respondent_grr_lo,
    case when d <= date '2025-01-01' then 0.94e0 end as respondent_grr_hi,
    cast(500 as bigint) as respondent_accounts,
    case when d <= date '2025-01-01' then 0.79e0 end as nonrespondent_grr,
    case when d <= date '2025-01-01' then 0.74e0 end as nonrespondent_grr_lo,
    case when d <= date '2025-01-01' then 0.84e0 end as nonrespondent_grr_hi,
    cast(210 as bigint) as nonrespondent_accounts,
    0.95e0 as invited_arr_share, 0.71e0 as responded_arr_share,
    0.31e0 as open_ticket_rate_invited, 0.46e0 as open_ticket_rate_not_invited,
    'ok' as flag,
from generate_series(date '2024-04-01', date '2026-04-01', interval 3 month) as s(d)
cross join (values ('relationship'), ('transactional')) as t(survey_type);

create table marts.survey_fatigue as
select
    cast(d as date) as month, cast(1500 as bigint) as delivered, cast(120 as bigint) as violations,
    0.08e0 as violation_rate, cast(7 as bigint) as relationship_violations,
from generate_series(date '2025-01-01', date '2026-06-01', interval 1 month) as s(d);

create table marts.response_timing as
select
    'customer' as program, t.survey_type, cast(d as date) as quarter, b.basis, b.flag,
    cast(400 as bigint) as n_early, cast(180 as bigint) as n_late, 0.31e0 as late_share,
    case when b.flag = 'ok' then 34e0 end as nps_early, case when b.flag = 'ok' then 29e0 end as nps_early_lo,
    case when b.flag = 'ok' then 39e0 end as nps_early_hi, case when b.flag = 'ok' then 21e0 end as nps_late,
    case when b.flag = 'ok' then 12e0 end as nps_late_lo, case when b.flag = 'ok' then 30e0 end as nps_late_hi,
    case when b.flag = 'ok' then -13e0 end as late_minus_early, case when b.flag = 'ok' then -23e0 end as late_minus_early_lo,
    case when b.flag = 'ok' then -3e0 end as late_minus_early_hi, case when b.flag = 'ok' then 0.01e0 end as p_value,
from generate_series(date '2025-04-01', date '2026-04-01', interval 3 month) as s(d)
cross join (values ('delay', 'ok'), ('reminder', 'suppressed')) as b(basis, flag)
cross join (values ('relationship'), ('transactional')) as t(survey_type);

create table marts.suppression_list as
select
    'hash' || i as contact_key, 'acc' || lpad(cast(i as varchar), 3, '0') as account_id,
    case when i <= 10 then 'has an open loop' else 'asked less than 30 days ago by the relationship survey of the customer program' end as reason,
    i > 10 as is_asked_recently, i > 30 as is_in_relationship_rest, i <= 10 as has_open_loop, false as has_bounced_address,
    timestamp '2026-07-02 06:00:00' + to_days(cast(i as integer)) as until_at, timestamp '2026-07-01 06:00:00' as observed_at,
from generate_series(1, 40) as s(i);
