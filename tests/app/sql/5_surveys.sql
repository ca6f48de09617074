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
