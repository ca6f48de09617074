-- NPS of accounts that used a feature in a quarter beside the NPS of those that did not.
with counted as (

    select * from ({{ with_promoters(ref('int_feature_nps_sums')) }}) as counts

),

measured as (

    select
        *,
        promoter_share * n_effective as p,
        detractor_share * n_effective as d
    from ({{ nps_measures('counted') }}) as measures

),

adopting as (

    select feature, quarter, cast(count(*) as bigint) as adopting_accounts
    from {{ ref('int_feature_adoptions') }}
    group by feature, quarter

),

sides as (

    select
        adopting.feature,
        adopting.quarter,
        adopting.adopting_accounts,
        {% for column in ['n_responses', 'n_accounts', 'n_clusters'] %}
        coalesce(yes.{{ column }}, 0) as adopter_{{ column }},
        coalesce(others.{{ column }}, 0) as non_adopter_{{ column }},
        {% endfor %}
        {% for column in ['nps', 'nps_lo', 'nps_hi'] %}
        case when yes.n_responses >= {{ var('suppression_threshold') }} then yes.{{ column }} end as adopters_{{ column }},
        case when others.n_responses >= {{ var('suppression_threshold') }} then others.{{ column }} end as non_adopters_{{ column }},
        {% endfor %}
        100 * {{ independent_difference('yes.p', 'yes.d', 'yes.n_effective', 'others.p', 'others.d', 'others.n_effective') }} as center,
        100 * {{ independent_difference_se('yes.p', 'yes.d', 'yes.n_effective', 'others.p', 'others.d', 'others.n_effective') }} as se
    from adopting
    left join measured as yes
        on adopting.feature = yes.feature and adopting.quarter = yes.response_quarter and yes.is_adopter
    left join measured as others
        on adopting.feature = others.feature and adopting.quarter = others.response_quarter and not others.is_adopter

),

flagged as (

    select
        *,
        {{ experience_flag('least(adopter_n_responses, non_adopter_n_responses)', 'least(adopter_n_clusters, non_adopter_n_clusters)') }} as flag,
        case when se > 0 then {{ two_sided_p_value('(center / se)') }} end as p_value
    from sides

),

eligible as (

    select
        *,
        flag = 'ok' and p_value is not null as is_in_family
    from flagged

),

decided as (

    select * from ({{ benjamini_hochberg('eligible', ['quarter'], 'p_value', 'is_in_family', var('false_discovery_rate')) }}) as discoveries

),

final as (

    select
        -- grain
        feature,
        quarter,

        -- numbers
        adopting_accounts,
        cast(adopter_n_accounts as bigint) as adopters,
        cast(non_adopter_n_accounts as bigint) as non_adopters,
        cast(adopter_n_responses as bigint) as adopters_n,
        cast(non_adopter_n_responses as bigint) as non_adopters_n,
        {% for side in ['adopters', 'non_adopters'] %}
        {% for column in ['nps', 'nps_lo', 'nps_hi'] %}
        cast({{ side }}_{{ column }} as double) as {{ side }}_{{ column }},
        {% endfor %}
        {% endfor %}
        cast(case when flag <> 'suppressed' then adopters_nps - non_adopters_nps end as double) as gap,
        cast(case when flag <> 'suppressed' then greatest(cast(-200 as double), center - {{ z_value() }} * se) end as double) as gap_lo,
        cast(case when flag <> 'suppressed' then least(cast(200 as double), center + {{ z_value() }} * se) end as double) as gap_hi,
        cast(case when flag <> 'suppressed' then p_value end as double) as gap_p_value,

        -- booleans
        is_discovery as is_significant,

        -- attributes
        flag
    from decided

)

select * from final
