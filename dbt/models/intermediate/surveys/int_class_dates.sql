-- Month-ends at which accounts have a class: published ones since the first survey was sent or answered.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

firsts as (

    select min(first_at) as first_at
    from (
        select min(responded_at) as first_at from {{ ref('int_response_versions') }}
        union all
        select min(sent_at) from {{ ref('int_invitations_unified') }}
    ) as either

),

spine as (

    {{ month_end_spine('(select first_at from firsts)', '(select survey_as_of from as_of)') }}

),

final as (

    select
        spine.month_end_date as class_date,
        {{ add_months_keeping_month_end('spine.month_end_date', -var('class_window_months')) }} as window_start_date
    from spine
    cross join as_of
    where {{ add_days('spine.month_end_date', 1) }} <= cast(as_of.survey_as_of as date)

)

select * from final
