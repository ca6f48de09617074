create table marts.retention_by_nps_class as
with classes as (
    select * from (values
        ('promoter', 0.962, 1.11, 410), ('passive', 0.905, 0.99, 340), ('detractor', 0.742, 0.80, 205),
        ('no_response', 0.86, 0.95, 520), ('not_surveyed', 0.84, 0.93, 130), ('all', 0.885, 0.985, 1605)
    ) as v(nps_class, grr, nrr, n)
),

segments as (
    select * from (values
        ('all', 'all', 1.0), ('arr_band', 'enterprise', 0.1), ('arr_band', 'mid_market', 0.3), ('arr_band', 'smb', 0.6),
        ('industry', 'Software', 0.5), ('industry', '<b>Retail</b> & $Co$ *x*', 0.02)
    ) as v(segment_dimension, segment_value, share)
),

cells as (
    select
        cast(last_day(d) as date) as cohort_date, h.horizon_months, c.*, s.*,
        greatest(1, cast(round(c.n * s.share) as bigint)) as n_accounts,
        last_day(d) + to_months(h.horizon_months) + interval 31 day <= date '2026-07-01' as is_mature,
        0.01 * sin(date_diff('month', date '2024-01-01', d)) as wobble,
    from generate_series(date '2024-06-01', date '2026-06-01', interval 1 month) as g(d)
    cross join (values (3), (6), (12)) as h(horizon_months)
    cross join classes as c
    cross join segments as s
)

select
    cohort_date, cast(horizon_months as integer) as horizon_months, nps_class, segment_dimension, segment_value,
    n_accounts, n_accounts / 4.0 as n_effective,
    cast(n_accounts * 1250 as decimal(18, 2)) as mrr_start_usd,
    case when is_mature then cast(n_accounts * 1250 * nrr as decimal(18, 2)) end as mrr_end_usd,
    case when is_mature then grr + wobble end as grr,
    case when is_mature and n_accounts > 1 then greatest(0, grr + wobble - 0.8 / sqrt(n_accounts)) end as grr_lo,
    case when is_mature then least(1, grr + wobble + 0.5 / sqrt(n_accounts)) end as grr_hi,
    case when is_mature then grr + wobble - 0.01 end as grr_strict,
    case when is_mature then nrr + wobble end as nrr,
    case when is_mature and n_accounts > 1 then nrr + wobble - 1.4 / sqrt(n_accounts) end as nrr_lo,
    case when is_mature and n_accounts > 1 then nrr + wobble + 1.4 / sqrt(n_accounts) end as nrr_hi,
    case when is_mature then grr - 0.02 end as logo_retention,
    case when is_mature then grr - 0.05 end as logo_retention_lo,
    case when is_mature then grr + 0.01 end as logo_retention_hi,
    is_mature,
    case when not is_mature then 'immature' when n_accounts < 40 then 'wide' else 'ok' end as flag,
from cells;

create table marts.retention_class_gaps as
select
    a.cohort_date, a.horizon_months, a.nps_class as nps_class_a, b.nps_class as nps_class_b, m.measure,
    a.n_accounts as n_a, b.n_accounts as n_b,
    case m.measure when 'grr' then a.grr - b.grr else a.nrr - b.nrr end as gap,
    case m.measure when 'grr' then a.grr - b.grr - 0.06 else a.nrr - b.nrr - 0.16 end as gap_lo,
    case m.measure when 'grr' then a.grr - b.grr + 0.06 else a.nrr - b.nrr + 0.16 end as gap_hi,
    0.03 as p_value,
    case when case m.measure when 'grr' then a.grr - b.grr - 0.06 else a.nrr - b.nrr - 0.16 end > 0
        then 'holds' else 'not_shown' end as ordering,
    false as is_red_flag,
from marts.retention_by_nps_class as a
inner join marts.retention_by_nps_class as b
    on a.cohort_date = b.cohort_date and a.horizon_months = b.horizon_months
    and a.segment_dimension = 'all' and b.segment_dimension = 'all' and a.is_mature
    and (a.nps_class, b.nps_class) in (('promoter', 'passive'), ('passive', 'detractor'), ('promoter', 'detractor'))
cross join (values ('grr'), ('nrr')) as m(measure);

create table marts.nps_revenue_association as
with segments as (
    select distinct segment_dimension, segment_value, cohort_date
    from marts.retention_by_nps_class
    where is_mature and horizon_months = 12
)

select s.cohort_date, s.segment_dimension, s.segment_value, m.measure,
    m.estimate, m.estimate - m.half as lo, m.estimate + m.half as hi, cast(m.n as bigint) as n,
    case when s.segment_value = 'enterprise' then 'insufficient' else 'ok' end as flag,
from segments as s
cross join (values
    ('churn_rate_promoter', 0.041, 0.02, 410), ('churn_rate_passive', 0.088, 0.03, 340),
    ('churn_rate_detractor', 0.231, 0.06, 205), ('churn_risk_difference_detractor_minus_other', 0.168, 0.061, 955),
    ('churn_risk_difference_detractor_minus_promoter', 0.19, 0.06, 615),
    ('churn_relative_risk_detractor_to_other', 3.64, 0.9, 955), ('churn_phi_detractor', 0.23, 0.06, 955),
    ('expansion_log_ratio_promoter_minus_detractor', 0.081, 0.04, 560),
    ('contract_value_log_ratio_promoter_minus_detractor', 0.31, 0.22, 615),
    ('tickets_90_days_promoter_minus_detractor', -0.9, 0.4, 615),
    ('renewal_rate_promoter_minus_detractor', 0.14, 0.07, 402),
    ('grr_promoter_minus_detractor', 0.22, 0.07, 615)
) as m(measure, estimate, half, n);

create table marts.mrr_waterfall as
with months as (
    select
        cast(last_day(d) as date) as month_end_date,
        row_number() over (order by d) as i,
    from generate_series(date '2023-07-01', date '2026-06-01', interval 1 month) as s(d)
),

moves as (
    select
        month_end_date, i,
        52000 + 900 * i as new_usd, 3000 + 100 * i as reactivation_usd, 24000 + 700 * i as expansion_usd,
        9000 + 300 * i as contraction_usd, 21000 + 600 * i as churn_usd,
        round(6000 * sin(i), 2) as fx_usd, 0.04 as rounding_usd,
    from months
),

running as (
    select *, 600000 + sum(
        new_usd + reactivation_usd + expansion_usd - contraction_usd - churn_usd + fx_usd + rounding_usd
    ) over (order by i) as end_usd
    from moves
)

select
    month_end_date,
    cast(coalesce(lag(end_usd) over (order by i), 600000) as decimal(18, 2)) as start_usd,
    cast(new_usd as decimal(18, 2)) as new_usd, cast(reactivation_usd as decimal(18, 2)) as reactivation_usd,
    cast(expansion_usd as decimal(18, 2)) as expansion_usd, cast(contraction_usd as decimal(18, 2)) as contraction_usd,
    cast(churn_usd as decimal(18, 2)) as churn_usd, cast(fx_usd as decimal(18, 2)) as fx_usd,
    cast(rounding_usd as decimal(18, 2)) as rounding_usd, cast(end_usd as decimal(18, 2)) as end_usd,
from running;
