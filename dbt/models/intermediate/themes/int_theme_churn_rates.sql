-- 12-month churn of detractor accounts by theme, small themes drawn towards all (section 6), beside the rate of
-- accounts whose answers were passive at most.
with accounts as (

    select * from {{ ref('int_detractor_account_themes') }}

),

counted as (

    select
        1 as pool,
        theme,
        cast(count(*) filter (where is_pooled) as bigint) as n,
        cast(count(*) filter (where is_pooled and is_churned) as bigint) as x
    from accounts
    group by theme

),

rates as (

    select * from ({{ shrunken_rates('counted', ['pool'], 'theme') }}) as shrunken

),

passives as (

    select
        cast(count(*) as bigint) as passive_accounts,
        {{ ratio('count(*) filter (where is_churned)', 'count(*)') }} as passive_churn_rate
    from {{ ref('int_account_quarter_voices') }}
    where voice = 'passive' and is_pooled

),

final as (

    select
        rates.theme,
        cast(rates.n as bigint) as mature_accounts,
        cast(rates.x as bigint) as churned_accounts,
        rates.shrunken_rate as churn_probability,
        passives.passive_accounts,
        passives.passive_churn_rate
    from rates
    cross join passives

)

select * from final
