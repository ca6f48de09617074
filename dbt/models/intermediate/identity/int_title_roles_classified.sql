-- One row per job title. The first pattern by priority decides, after the phrases it must not fall for
-- (a product owner owns no company) are taken out.
with titles as (

    select distinct title from {{ ref('int_contacts_latest') }}
    where title is not null

),

patterns as (

    select * from {{ ref('role_patterns') }}

),

matched as (

    select
        titles.title,
        patterns.role_class,
        row_number() over (partition by titles.title order by patterns.priority nulls last, patterns.role_class nulls last) as preference
    from titles
    inner join patterns
        on {{ matches_column(
            replace_all_column('lower(titles.title)', "coalesce(patterns.excluded_pattern, '^$')"),
            'patterns.pattern'
        ) }}

),

final as (

    select
        titles.title,
        coalesce(matched.role_class, 'user') as role_class
    from titles
    left join matched
        on titles.title = matched.title and matched.preference = 1

)

select * from final
