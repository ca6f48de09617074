-- How often a theme is mentioned and in what mood, by quarter: all comments of customers, not of detractors only.
-- The interval knows that comments of one account are alike.
with themes as (

    select * from {{ ref('fct_response_themes') }}

),

comments as (

    select
        response_key,
        {{ period_start('quarter', 'responded_at') }} as quarter
    from {{ ref('int_response_comments') }}
    where program = 'customer' and comment_language = 'en'

),

totals as (

    select quarter, cast(count(*) as bigint) as comments
    from comments
    group by quarter

),

-- whole hundred-thousandths, so that sums are exact (docs/adr/0003)
mentions as (

    select
        comments.quarter,
        themes.theme,
        case when themes.account_id is not null then concat('a:', themes.account_id) else concat('r:', themes.response_key) end as cluster_id,
        cast(round(themes.sentiment * 100000) as bigint) as y
    from comments
    inner join themes
        on comments.response_key = themes.response_key
    where themes.theme <> 'untagged' and themes.sentiment is not null

),

sums as (

    select
        cells.*,
        -100000 as scale_min,
        100000 as scale_max
    from ({{ experience_sums('mentions', ['quarter', 'theme']) }}) as cells

),

measured as (

    select
        measures.*,
        totals.comments,
        {{ ratio('measures.n_responses', 'totals.comments') }} as mention_share,
        {{ experience_flag('measures.n_responses', 'measures.n_clusters') }} as flag
    from ({{ experience_means('sums') }}) as measures
    inner join totals
        on measures.quarter = totals.quarter

),

final as (

    select
        -- grain
        quarter,
        theme,

        -- attributes
        flag,

        -- numbers
        comments,
        n_responses as mentions,
        n_accounts as accounts,
        mention_share,
        {{ wilson_lo('mention_share', 'comments') }} as mention_share_lo,
        {{ wilson_hi('mention_share', 'comments') }} as mention_share_hi,
        case when flag <> 'suppressed' then mean_y / 100000 end as sentiment,
        case when flag <> 'suppressed' then mean_lo / 100000 end as sentiment_lo,
        case when flag <> 'suppressed' then mean_hi / 100000 end as sentiment_hi
    from measured

)

select * from final
