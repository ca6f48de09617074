create schema marts;
create schema quality;
create schema meta;

create table marts.nps_by_segment as
with periods as (
    select 'quarter' as period_type, cast(d as date) as period_start
    from generate_series(date '2024-01-01', date '2026-04-01', interval 3 month) as s(d)
    union all
    select 'month', cast(d as date)
    from generate_series(date '2025-01-01', date '2026-06-01', interval 1 month) as s(d)
    union all
    select 'rolling_12_months', cast(d as date)
    from generate_series(date '2024-07-01', date '2025-07-01', interval 1 month) as s(d)
),

segments as (
    select * from (values
        ('all', 'all', 0.46, 0.24, 620),
        ('arr_band', 'enterprise', 0.58, 0.15, 96),
        ('arr_band', 'mid_market', 0.47, 0.22, 214),
        ('arr_band', 'smb', 0.40, 0.31, 289),
        ('arr_band', 'none', 0.40, 0.30, 21),
        ('arr_band', 'unknown', 0.5, 0.25, 3),
        ('country', 'DE', 0.44, 0.25, 140),
        ('country', 'FR', 0.41, 0.26, 66),
        ('country', 'US', 0.49, 0.22, 380),
        ('country', 'unknown', 0.3, 0.4, 34),
        ('industry', '<b>Retail</b> & $Co$ *x*', 0.40, 0.31, 120),
        ('industry', 'Manufacturing', 0.51, 0.20, 190),
        ('industry', 'Software', 0.47, 0.22, 310)
    ) as v(segment_dimension, segment_value, p, d, n)
),

surveys as (
    select * from (values
        ('customer', 'relationship', 0.0, 1.0), ('customer', 'transactional', 0.12, 1.7),
        ('employee', 'relationship', -0.1, 0.2)
    ) as v(program, survey_type, lift, size)
),

cells as (
    select
        s.program, s.survey_type, p.period_type, p.period_start, g.segment_dimension, g.segment_value,
        cast(round(g.n * s.size * case p.period_type when 'month' then 0.33 when 'quarter' then 1 else 4 end) as bigint) as n,
        g.p + s.lift + 0.05 * sin(date_diff('month', date '2024-01-01', p.period_start) / 4.0) as p,
        g.d - s.lift / 2 as d,
    from periods as p cross join segments as g cross join surveys as s
    where s.program = 'customer' or g.segment_dimension = 'all'
),

estimated as (
    select *, 100 * (p - d) as score, 196 * sqrt((p + d - (p - d) * (p - d)) / greatest(n, 1) * 1.4) as half
    from cells
)

select
    program, survey_type, period_type, period_start, segment_dimension, segment_value,
    n as n_responses, cast(ceil(n * 0.6) as bigint) as n_accounts,
    case when n >= 5 then cast(round(n * p) as bigint) end as promoters,
    case when n >= 5 then n - cast(round(n * p) as bigint) - cast(round(n * d) as bigint) end as passives,
    case when n >= 5 then cast(round(n * d) as bigint) end as detractors,
    case when n >= 5 then score end as nps,
    case when n >= 5 then greatest(-100, score - half) end as nps_lo,
    case when n >= 5 then least(100, score + half) end as nps_hi,
    n / 1.4 as n_effective,
    cast(null as double) as nps_weighted,
    cast(null as double) as nps_weighted_lo,
    cast(null as double) as nps_weighted_hi,
    n >= case when segment_dimension = 'all' then 100 else 30 end as is_sufficient,
    case when n < 5 then 'suppressed'
        when n < case when segment_dimension = 'all' then 100 else 30 end then 'insufficient'
        else 'ok' end as flag,
    case when n >= 5 then 1.414 * half / 196 * 280.16 end as min_detectable_change,
    case when n >= 5 and period_start > date '2024-07-01'
        then score - lag(score) over (
            partition by program, survey_type, period_type, segment_dimension, segment_value order by period_start
        ) end as nps_change,
    case when n >= 5 then 0.2 end as nps_change_p_value,
    segment_value = 'enterprise' as is_significant_change,
from estimated;

create table marts.nps_score_distribution as
select
    c.program, c.survey_type, c.period_type, c.period_start, c.segment_dimension, c.segment_value,
    cast(s.score as integer) as score,
    case when c.flag <> 'suppressed' then cast(round(c.n_responses * s.share) as bigint) end as n_responses,
    case when c.flag <> 'suppressed' then s.share end as share,
from marts.nps_by_segment as c
cross join (values
    (0, 0.02), (1, 0.01), (2, 0.02), (3, 0.03), (4, 0.04), (5, 0.06), (6, 0.07),
    (7, 0.12), (8, 0.17), (9, 0.22), (10, 0.24)
) as s(score, share);

create table marts.response_rates as
select
    cast(d as date) as month, 'customer' as program, t.survey_type, 'email' as channel,
    'all' as segment_dimension, 'all' as segment_value,
    cast(900 as bigint) as delivered, cast(900 * t.rate as bigint) as responses,
    t.rate as response_rate, t.rate - 0.03 as response_rate_lo, t.rate + 0.03 as response_rate_hi,
    t.target_lo, t.target_hi,
from generate_series(date '2025-07-01', date '2026-05-01', interval 1 month) as s(d)
cross join (values ('relationship', 0.29, 0.25, 0.35), ('transactional', 0.22, 0.35, 0.5)
) as t(survey_type, rate, target_lo, target_hi);
