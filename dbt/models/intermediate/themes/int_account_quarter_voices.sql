{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_responses_current'],
    'through': {'int_unit_mrr_segments': ['unit_id', {'int_responses_current': 'account_id'}]},
    'crossed': {'retention_as_of': {'int_responses_current': [
        add_days(add_months('cast(responded_at as date)', 12), var('grace_days')),
    ]}}
}}) }}
-- Accounts that answered customer NPS surveys in a quarter: `detractor` when any answer was one, else `passive`
-- when any was. ARR on the day of the latest answer of that class, and whether all of it was gone 12 months later.
with responses as (

    select
        account_id,
        response_quarter as quarter,
        nps_class,
        cast(responded_at as date) as responded_on,
        max(case when nps_class = 'detractor' then 1 else 0 end) over (partition by account_id, response_quarter) as has_detractor
    from {{ ref('int_responses_current') }}
    where program = 'customer' and metric = 'nps' and account_id is not null and nps_class in ('detractor', 'passive')

),

voices as (

    select
        account_id,
        quarter,
        case when max(has_detractor) = 1 then 'detractor' else 'passive' end as voice,
        max(case when nps_class = 'detractor' or has_detractor = 0 then responded_on end) as on_date
    from responses
    group by account_id, quarter

),

dated as (

    select
        *,
        concat(account_id, '|', cast(quarter as {{ dbt.type_string() }})) as voice_key,
        {{ add_months('on_date', 12) }} as follow_up_date
    from voices

),

arr as (select * from ({{ arr_at('dated', 'voice_key', 'account_id', 'on_date') }}) as amounts),

later as (select * from ({{ arr_at('dated', 'voice_key', 'account_id', 'follow_up_date', 'on_date') }}) as amounts),

as_of as (

    select cast(retention_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}

),

matured as (

    select
        dated.*,
        case when as_of.as_of_date is not null then arr.arr_usd end as arr_usd,
        coalesce({{ add_days('dated.follow_up_date', var('grace_days')) }} <= as_of.as_of_date, false) and arr.arr_usd > 0 as is_mature,
        coalesce(later.mrr_usd, 0) = 0 as is_gone
    from dated
    cross join as_of
    inner join arr on dated.voice_key = arr.voice_key
    inner join later on dated.voice_key = later.voice_key

),

final as (

    select
        account_id,
        quarter,
        voice,
        on_date,
        arr_usd,
        is_mature,
        case when is_mature then is_gone end as is_churned,
        -- pooled rates count an account once: its latest mature quarter of that voice
        is_mature and row_number() over (partition by account_id, voice, is_mature order by quarter desc nulls last) = 1 as is_pooled
    from matured

)

select * from final
