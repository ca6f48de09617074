{{ config(meta={'parts': {'by': 'response_quarter', 'of': ['int_responses_current']}}) }}
-- NPS sums of a quarter's relationship answers, apart for accounts that used a feature in it and the others.
with responses as (

    select
        account_id,
        response_quarter,
        response_key,
        case nps_class when 'promoter' then 1 when 'detractor' then -1 else 0 end as y
    from {{ ref('int_responses_current') }}
    where is_counted and program = 'customer' and survey_type = 'relationship' and account_id is not null

),

adoptions as (

    select * from {{ ref('int_feature_adoptions') }}
    where quarter in (select response_quarter from responses)

),

features as (

    select distinct quarter, feature from adoptions

),

answers as (

    select
        features.feature,
        responses.response_quarter,
        adoptions.account_id is not null as is_adopter,
        {{ nps_cluster_id('responses.account_id', 'responses.response_key') }} as cluster_id,
        responses.y
    from features
    inner join responses
        on features.quarter = responses.response_quarter
    left join adoptions
        on features.quarter = adoptions.quarter
        and features.feature = adoptions.feature
        and responses.account_id = adoptions.account_id

),

final as (

    select * from ({{ experience_sums('answers', ['feature', 'response_quarter', 'is_adopter']) }}) as cells

)

select * from final
