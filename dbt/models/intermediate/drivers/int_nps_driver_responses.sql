{{ config(materialized='view', meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_segments', 'int_response_comments']
}}) }}
-- Counted customer relationship answers that can say something of the drivers of NPS. A comment in a language that is
-- not tagged is left out, since nobody knows its themes.
with final as (

    select
        responses.response_key,
        responses.account_id,
        responses.response_quarter,
        responses.responded_at,
        responses.arr_band,
        {{ nps_cluster_id('responses.account_id', 'responses.response_key') }} as cluster_id,
        case responses.nps_class when 'promoter' then 1 when 'detractor' then -1 else 0 end as y,
        comments.response_key is not null as has_comment
    from {{ ref('int_response_segments') }} as responses
    left join {{ ref('int_response_comments') }} as comments
        on responses.response_key = comments.response_key
    where responses.is_counted
        and responses.program = 'customer'
        and responses.survey_type = 'relationship'
        and (comments.response_key is null or comments.comment_language = 'en')

)

select * from final
