-- Sums of every NPS cell through time. Each dimension of nps_dimensions() is in exactly one part.
{{ config(materialized='view') }}

select * from {{ ref('int_nps_sums_by_company') }}
union all
select * from {{ ref('int_nps_sums_by_revenue') }}
union all
select * from {{ ref('int_nps_sums_by_contact') }}
union all
select * from {{ ref('int_nps_sums_by_ownership') }}
