-- Every segment dimension partitions the company: its values add up to the `all` row to the cent.
with retention as (
    select * from {{ ref('retention_by_nps_class') }} where nps_class = 'all'
),

company as (
    select * from retention where segment_dimension = 'all'
),

totals as (
    select
        cohort_date,
        horizon_months,
        segment_dimension,
        sum(n_accounts) as n_accounts,
        sum(mrr_start_usd) as mrr_start_usd
    from retention
    group by
        cohort_date,
        horizon_months,
        segment_dimension
)

select totals.*
from totals
inner join company
    on totals.cohort_date = company.cohort_date
    and totals.horizon_months = company.horizon_months
where totals.n_accounts <> company.n_accounts or totals.mrr_start_usd <> company.mrr_start_usd
