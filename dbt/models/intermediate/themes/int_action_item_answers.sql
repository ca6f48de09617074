-- English customer answers in the months before and after an action item shipped, and whether they mention its theme.
-- Relationship answers only; the day of shipping belongs to neither side.
with items as (

    select
        items.action_item_id,
        coalesce(aliases.theme, lower(items.theme)) as theme,
        items.shipped_on,
        {{ add_months('items.shipped_on', -var('action_window_months', 6)) }} as window_start,
        {{ add_months('items.shipped_on', var('action_window_months', 6)) }} as window_end
    from {{ ref('stg_program__action_items') }} as items
    left join {{ ref('theme_aliases') }} as aliases
        on lower(items.theme) = aliases.alias
    where items.action_item_id is not null and items.shipped_on is not null

),

answers as (

    select * from {{ ref('int_response_comments') }}
    where is_counted and program = 'customer' and survey_type = 'relationship' and comment_language = 'en'

),

final as (

    select
        items.action_item_id,
        items.theme,
        items.window_start,
        items.window_end,
        answers.response_key,
        {{ nps_cluster_id('answers.account_id', 'answers.response_key') }} as cluster_id,
        mentions.response_key is not null as is_mention,
        cast(answers.responded_at as date) > items.shipped_on as is_after,
        case answers.nps_class when 'promoter' then 1 when 'detractor' then -1 else 0 end as y
    from items
    inner join answers
        on cast(answers.responded_at as date) >= items.window_start
        and cast(answers.responded_at as date) <= items.window_end
        and cast(answers.responded_at as date) <> items.shipped_on
    left join {{ ref('int_response_theme_mentions') }} as mentions
        on answers.response_key = mentions.response_key
        and items.theme = mentions.theme
        and not mentions.is_negated

)

select * from final
