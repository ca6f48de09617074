-- The headline figures of this publication and of every earlier one, each beside what it was before.
with current_figures as (

    select * from {{ ref('int_headline_figures') }}

),

publication as (

    select publication_id, built_at from {{ ref('publication') }}

),

history as (

    select * from {{ source('lake', 'publications') }}
    where publication_id not in (select publication_id from publication)

),

every_publication as (

    select
        history.publication_id, history.kpi, history.dimension, history.period, history.period_label,
        history.value, history.lo, history.hi, history.built_at
    from history

    union all

    select
        publication.publication_id, current_figures.kpi, current_figures.dimension, current_figures.period, current_figures.period_label,
        current_figures.value, current_figures.lo, current_figures.hi, publication.built_at
    from current_figures
    cross join publication

),

compared as (

    select
        *,
        lag(value) over same_figure as previous_value,
        row_number() over same_figure as position
    from every_publication
    -- figures of the scorecard have no date: the name of their period tells them apart
    window same_figure as (
        partition by kpi, dimension, coalesce(cast(period as {{ dbt.type_string() }}), period_label)
        order by built_at nulls last, publication_id nulls last
    )

),

final as (

    select
        -- ids
        publication_id,

        -- attributes
        kpi,
        dimension,
        period_label,

        -- numbers
        cast(value as double) as value,
        cast(lo as double) as lo,
        cast(hi as double) as hi,
        cast(previous_value as double) as previous_value,

        -- booleans
        cast(
            position > 1
            and (
                (value is null) <> (previous_value is null)
                or coalesce(abs(value - previous_value) > 1e-9, false)
            ) as boolean
        ) as is_restated,

        -- times
        cast(period as date) as period,
        cast(built_at as timestamp) as built_at
    from compared

)

select * from final
