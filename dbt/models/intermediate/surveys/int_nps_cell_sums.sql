-- Sums of every NPS cell through time, from their steps. Each dimension of nps_dimensions() is in exactly one part.
{{ config(materialized='view') }}
{% set keys = ['segment_dimension', 'program', 'survey_type', 'period_type', 'segment_value'] %}

with steps as (

    select * from {{ ref('int_nps_sums_by_company') }}
    union all
    select * from {{ ref('int_nps_sums_by_revenue') }}
    union all
    select * from {{ ref('int_nps_sums_by_contact') }}
    union all
    select * from {{ ref('int_nps_sums_by_ownership') }}

)

select * from ({{ nps_running_sums('steps', keys) }}) as running
