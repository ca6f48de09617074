{{ config(meta={'parts': {'by': 'quarter', 'of': ['int_nps_driver_answers']}}) }}
-- NPS sums of a window's answers, apart for those with a driver and those without it: a theme of the taxonomy that
-- anybody mentioned, or at least one support ticket in the 90 days before the answer.
with answers as (

    select
        *,
        tickets_90_days is not null as knows_tickets
    from {{ ref('int_nps_driver_answers') }}

),

drivers as (

    select distinct
        theme as driver,
        'theme' as driver_type
    from {{ ref('theme_rules') }}

    union all

    select
        'tickets_90_days',
        'tickets'

),

marked as (

    select
        answers.quarter,
        drivers.driver,
        answers.cluster_id,
        answers.y
    from answers
    inner join drivers
        on concat('|', answers.themes, '|') like concat('%|', drivers.driver, '|%')
    where drivers.driver_type = 'theme'

    union all

    select
        quarter,
        'tickets_90_days',
        cluster_id,
        y
    from answers
    where tickets_90_days > 0

),

with_driver as (

    {{ cluster_sums('marked', ['quarter', 'driver']) }}

),

everybody as (

    {{ cluster_sums('answers', ['quarter', 'knows_tickets']) }}

),

-- What a cluster's other answers sum to: few mention a theme, and nobody need be counted once for each of them.
without_driver as (

    select
        everybody.quarter,
        drivers.driver,
        everybody.cluster_id,
        everybody.n - coalesce(with_driver.n, 0) as n,
        everybody.s - coalesce(with_driver.s, 0) as s,
        everybody.q - coalesce(with_driver.q, 0) as q
    from everybody
    inner join drivers
        on everybody.knows_tickets or drivers.driver_type = 'theme'
    left join with_driver
        on everybody.quarter = with_driver.quarter
        and everybody.cluster_id = with_driver.cluster_id
        and drivers.driver = with_driver.driver
    where everybody.n > coalesce(with_driver.n, 0)

),

parts as (

    select
        true as is_with,
        *
    from with_driver

    union all

    select
        false,
        *
    from without_driver

),

cells as (

    {{ sums_of_clusters('parts', ['quarter', 'driver', 'is_with']) }}

),

final as (

    select
        drivers.driver_type,
        cells.*
    from cells
    inner join drivers
        on cells.driver = drivers.driver

)

select * from final
