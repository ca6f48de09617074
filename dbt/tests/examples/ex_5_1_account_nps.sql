-- EX-5.1: executive 6 (10 days), champion 9 (100), user 10 (190), user 8 (10): a detractor, though unweighted +25.
with answers as (
    select 'A' as account, 6 as score, 'executive' as role_class, 10 as age_days
    union all select 'A', 9, 'decision_maker', 100
    union all select 'A', 10, 'user', 190
    union all select 'A', 8, 'user', 10
    -- One contact reproduces its own class.
    union all select 'B', 9, 'user', 300
    union all select 'C', 7, 'unknown', 0
    union all select 'D', 6, 'decision_maker', 90
),

accounts as (select * from ({{ account_nps_measures('answers', ['account']) }}) as a),

weights as (
    select
        age_days,
        score,
        {{ role_weight('role_class') }} * pow(cast(2 as double), -cast(age_days as double) / {{ var('recency_half_life_days') }}) as weight
    from answers
    where account = 'A'
),

results as (
    select 'account nps' as label, account_nps as actual, cast(-18.358932 as double) as expected from accounts where account = 'A'
    union all
    select 'mean score', weighted_mean_score, cast(7.393700 as double) from accounts where account = 'A'
    union all
    select 'n effective', n_effective, cast(2.855341 as double) from accounts where account = 'A'
    union all
    select 'weight executive', weight, cast(2.886672 as double) from weights where score = 6
    union all
    select 'weight champion', weight, cast(1.360790 as double) from weights where score = 9
    union all
    select 'weight old user', weight, cast(0.481112 as double) from weights where score = 10
    union all
    select 'weight user', weight, cast(0.962224 as double) from weights where score = 8
    union all
    select concat('class of ', account), case when nps_class = case account
        when 'A' then 'detractor' when 'B' then 'promoter' when 'C' then 'passive' else 'detractor'
    end then cast(1 as double) else 0 end, cast(1 as double) from accounts
)

{{ expect_close('results') }}
