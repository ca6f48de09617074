-- Quarters in which a survey asked customer accounts. A table of its own, as all accounts of a quarter depend on it:
-- it seldom changes where its invitations do.
with final as (

    select distinct
        program,
        survey_type,
        quarter,
        {{ add_days('quarter', -1) }} as base_date,
        {{ add_months('quarter', 3) }} as next_quarter,
        {{ add_days(add_months('quarter', 3), -1) }} as cohort_date
    from {{ ref('int_response_bias_invitations') }}

)

select * from final
