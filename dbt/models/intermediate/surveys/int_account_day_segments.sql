{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_responses_current', 'int_detractor_responses', 'int_invitations_unified', 'int_ticket_ratings', 'int_accounts_unified', 'int_account_usage_bands_monthly'],
    'through': {
        'int_unit_mrr_segments': ['unit_id', {'int_accounts_unified': 'account_id'}],
        'int_unit_first_mrr': ['unit_id', {'int_accounts_unified': 'account_id'}],
        'int_unit_plan_intervals': ['unit_id', {'int_accounts_unified': 'account_id'}]
    },
    'crossed': {'billing_as_of': {'int_accounts_unified': []}}
}}) }}
-- Segments of an account on the day of a survey event, from what was known then: bands, plan and tenure of
-- that day, usage of the last month-end before it. Industry, country and the account team are today's.
with days as (

    select account_id, cast(responded_at as date) as on_date from {{ ref('int_responses_current') }}
    where account_id is not null

    union

    -- a loop opens with the first detractor version, which an edit may have replaced (R3a)
    select account_id, cast(responded_at as date) from {{ ref('int_detractor_responses') }}
    where account_id is not null

    union

    select account_id, cast(sent_at as date) from {{ ref('int_invitations_unified') }}
    where account_id is not null and not is_internal

    union

    select account_id, cast(rated_at as date) from {{ ref('int_ticket_ratings') }}
    where account_id is not null

),

keyed as (

    select
        account_id,
        on_date,
        {{ account_day_key('account_id', 'on_date') }} as day_key
    from days

),

arr as (

    select * from ({{ arr_at('keyed', 'day_key', 'account_id', 'on_date') }}) as amounts

),

final as (

    select
        -- ids
        keyed.day_key,
        keyed.account_id,
        keyed.on_date,
        accounts.owner_id,

        -- attributes
        case when as_of.billing_as_of is null then 'unknown' else {{ arr_band('arr_bands') }} end as arr_band,
        case when as_of.billing_as_of is null then 'unknown' else {{ tenure_band('tenure_bands', 'keyed.account_id') }} end as tenure_band,
        case when as_of.billing_as_of is null then 'unknown' else coalesce(plans.plan_tier, 'none') end as plan_tier,
        case when as_of.billing_as_of is null then 'unknown' else coalesce({{ quarter_label('first_mrr.first_mrr_on') }}, 'none') end as signup_cohort,
        coalesce(usage_bands.usage_band, 'unknown') as usage_band,
        accounts.industry,
        accounts.country,
        accounts.product,
        accounts.team,

        -- numbers
        arr.arr_usd
    from keyed
    cross join {{ ref('int_as_of_resolved') }} as as_of
    inner join {{ ref('int_accounts_unified') }} as accounts
        on keyed.account_id = accounts.account_id
    left join arr
        on keyed.day_key = arr.day_key
    left join {{ ref('int_unit_first_mrr') }} as first_mrr
        on keyed.account_id = first_mrr.unit_id
    left join {{ ref('int_unit_plan_intervals') }} as plans
        on keyed.account_id = plans.unit_id
        and plans.starts_on <= keyed.on_date
        and keyed.on_date < plans.ends_on
    left join {{ ref('int_account_usage_bands_monthly') }} as usage_bands
        on keyed.account_id = usage_bands.account_id
        and usage_bands.month_end_date = {{ add_days(period_start('month', 'keyed.on_date'), -1) }}
    {{ arr_band_join('arr_bands', 'arr.arr_usd') }}
    {{ tenure_band_join('tenure_bands', days_between('first_mrr.first_mrr_on', 'keyed.on_date')) }}

)

select * from final
