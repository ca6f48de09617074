-- What happened to a theme before and after something was done about it, beside those who never mentioned it.
with items as (

    select * from {{ ref('stg_program__action_items') }}
    where action_item_id is not null

),

aliases as (

    select * from {{ ref('theme_aliases') }}

),

compared as (

    select * from ({{ difference_in_differences(ref('int_action_item_answers'), ['action_item_id']) }}) as differences

),

as_of as (

    select cast(survey_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}

),

flagged as (

    select
        items.*,
        coalesce(aliases.theme, lower(items.theme)) as known_theme,
        {{ add_months('items.shipped_on', var('action_window_months', 6)) }} as window_end,
        case
            when items.shipped_on is null or items.shipped_on >= as_of.as_of_date then 'not_shipped'
            when {{ add_months('items.shipped_on', var('action_window_months', 6)) }} >= as_of.as_of_date then 'immature'
            when coalesce(least(compared.mention_before_n, compared.mention_after_n, compared.other_before_n, compared.other_after_n), 0)
                < {{ var('suppression_threshold') }} then 'suppressed'
            when least(compared.mention_before_n, compared.mention_after_n, compared.other_before_n, compared.other_after_n)
                < {{ var('minimum_responses_segment') }} then 'insufficient'
            when compared.clusters < {{ var('few_clusters_threshold') }} then 'few_clusters'
            else 'ok'
        end as flag,
        coalesce(
            least(compared.mention_before_n, compared.mention_after_n, compared.other_before_n, compared.other_after_n)
                >= {{ var('suppression_threshold') }},
            false
        ) as is_shown,
        compared.*
    from (
        select action_item_id as item_id, theme, title, owner, opened_on, due_on, shipped_on, success_criterion from items
    ) as items
    cross join as_of
    left join aliases
        on lower(items.theme) = aliases.alias
    left join compared
        on items.item_id = compared.action_item_id

),

final as (

    select
        -- ids
        item_id as action_item_id,

        -- attributes
        known_theme as theme,
        title,
        flag,

        -- numbers
        coalesce(mention_before_n, 0) as mentions_before,
        coalesce(mention_after_n, 0) as mentions_after,
        {{ ratio('mention_before_n', 'mention_before_n + other_before_n') }} as mention_share_before,
        {{ ratio('mention_after_n', 'mention_after_n + other_after_n') }} as mention_share_after,
        coalesce(other_before_n, 0) as comparison_before,
        coalesce(other_after_n, 0) as comparison_after,
        {% for side in ['mention_before', 'mention_after', 'other_before', 'other_after'] %}
        case when {{ side }}_n >= {{ var('suppression_threshold') }} then 100 * {{ side }}_mean end as nps_{{ side | replace('other', 'comparison') }},
        {% endfor %}
        case when is_shown then 100 * difference end as difference_in_differences,
        case when is_shown and difference_se > 0 then 100 * (difference - {{ t_quantile('(clusters - 1)') }} * difference_se) end as difference_in_differences_lo,
        case when is_shown and difference_se > 0 then 100 * (difference + {{ t_quantile('(clusters - 1)') }} * difference_se) end as difference_in_differences_hi,

        -- times
        opened_on as opened_date,
        shipped_on as shipped_date,
        window_end as window_end_date
    from flagged

)

select * from final
