-- Weighted NPS of every cell that has a frame.
{{ config(materialized='view') }}

select * from {{ ref('int_nps_weighted_by_company') }}
union all
select * from {{ ref('int_nps_weighted_by_revenue') }}
union all
select * from {{ ref('int_nps_weighted_by_contact') }}
union all
select * from {{ ref('int_nps_weighted_by_ownership') }}
