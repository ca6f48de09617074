-- NPS sums of a window's answers, apart for those with a driver and those without it: a theme of the taxonomy that
-- anybody mentioned, or at least one support ticket in the 90 days before the answer.
with answers as (

    select * from {{ ref('int_nps_driver_answers') }}

),

themes as (

    select distinct theme from {{ ref('theme_rules') }}

),

marked as (

    select
        answers.quarter,
        themes.theme as driver,
        'theme' as driver_type,
        coalesce(concat('|', answers.themes, '|') like concat('%|', themes.theme, '|%'), false) as is_with,
        answers.cluster_id,
        answers.y
    from answers
    cross join themes

    union all

    select
        quarter,
        'tickets_90_days',
        'tickets',
        tickets_90_days > 0,
        cluster_id,
        y
    from answers
    where tickets_90_days is not null

),

final as (

    select * from ({{ experience_sums('marked', ['quarter', 'driver', 'driver_type', 'is_with']) }}) as cells

)

select * from final
