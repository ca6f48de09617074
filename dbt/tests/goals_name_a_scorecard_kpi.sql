{{ config(severity='warn') }}
-- A goal under a name that the scorecard does not know would never be shown.
select goals.kpi
from {{ ref('stg_program__goals') }} as goals
left join {{ ref('scorecard_kpis') }} as kpis
    on goals.kpi = kpis.kpi
where kpis.kpi is null
