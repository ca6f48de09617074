-- Figures of this publication beside those of the one that readers saw before it. The scorecard is
-- compared KPI by KPI, whatever their periods; a series period by period, and only what is known of it
-- before and after, or no longer (a new period is no change).
with publication as (

    select publication_id, previous_publication_id from {{ ref('publication') }}

),

figures as (

    select
        published.*,
        published.publication_id = publication.publication_id as is_current,
        coalesce(published.publication_id = publication.previous_publication_id, false) as is_previous,
        -- what is one figure in both publications
        concat(published.kpi, '|', published.dimension, '|', coalesce(cast(published.period as {{ dbt.type_string() }}), '')) as figure_key
    from {{ ref('published_figures') }} as published
    cross join publication

),

paired as (

    select
        figure_key,
        max(kpi) as kpi,
        max(dimension) as dimension,
        max(period) as period,
        max(case when is_current then period_label end) as period_label,
        max(case when is_previous then period_label end) as previous_period_label,
        max(case when is_current then value end) as value,
        max(case when is_current then lo end) as lo,
        max(case when is_current then hi end) as hi,
        max(case when is_previous then value end) as previous_value,
        max(case when is_previous then lo end) as previous_lo,
        max(case when is_previous then hi end) as previous_hi,
        max(case when is_previous then built_at end) as previous_built_at,
        max(case when is_previous then publication_id end) as previous_publication_id
    from figures
    where is_current or is_previous
    group by figure_key

),

final as (

    select *
    from paired
    where previous_publication_id is not null
        and (value is not null or previous_value is not null)
        -- of a series, what differs; of the scorecard, everything
        and (
            dimension = 'scorecard'
            or (previous_value is not null and coalesce(abs(value - previous_value) > 1e-9, true))
        )

)

select * from final
