-- What goes with a better or worse score: themes of comments and support tickets, as they are (gap, impact) and
-- with other things held fixed (adjusted coefficient). Associations; themes come from the comment that explains the
-- score, so rank by excess_loss_usd and not by gap (metrics.md section 8).
with counted as (

    select * from ({{ with_promoters(ref('int_nps_driver_sums')) }}) as counts

),

measured as (

    select
        *,
        promoter_share * n_effective as p,
        detractor_share * n_effective as d
    from ({{ nps_measures('counted') }}) as measures

),

sides as (

    select
        others.quarter,
        others.driver,
        others.driver_type,
        coalesce(yes.n_responses, 0) as n_with,
        others.n_responses as n_without,
        coalesce(yes.n_clusters, 0) as clusters_with,
        {{ nps_points('yes.promoters', 'yes.detractors', 'yes.n_responses') }} as nps_with,
        {{ nps_points('others.promoters', 'others.detractors', 'others.n_responses') }} as nps_without,
        100 * {{ independent_difference('yes.p', 'yes.d', 'yes.n_effective', 'others.p', 'others.d', 'others.n_effective') }} as center,
        100 * {{ independent_difference_se('yes.p', 'yes.d', 'yes.n_effective', 'others.p', 'others.d', 'others.n_effective') }} as se
    from measured as others
    left join measured as yes
        on others.quarter = yes.quarter and others.driver = yes.driver and yes.is_with
    where not others.is_with

),

flagged as (

    select
        *,
        nps_with - nps_without as raw_gap,
        {{ experience_flag('least(n_with, n_without)', 'clusters_with') }} as flag
    from sides
    where n_with > 0

),

losses as (

    select quarter, theme, excess_loss_usd from {{ ref('theme_impact') }}

),

final as (

    select
        -- grain
        flagged.quarter,
        flagged.driver,

        -- attributes
        flagged.driver_type,
        flagged.flag,

        -- numbers
        cast(flagged.n_with as bigint) as n_with,
        cast(flagged.n_without as bigint) as n_without,
        {{ driver_share('flagged.n_with', 'flagged.n_without') }} as share,
        {% set measures = [
            ('nps_with', 'flagged.nps_with'), ('nps_without', 'flagged.nps_without'), ('gap', 'flagged.raw_gap'),
            ('gap_lo', 'greatest(cast(-200 as double), flagged.center - ' ~ z_value() ~ ' * flagged.se)'),
            ('gap_hi', 'least(cast(200 as double), flagged.center + ' ~ z_value() ~ ' * flagged.se)'),
            ('impact', driver_impact('flagged.n_with', 'flagged.n_without', 'flagged.raw_gap')),
            ('adjusted_coefficient', 'coefficients.coefficient'),
            ('adjusted_coefficient_lo', 'coefficients.coefficient_lo'),
            ('adjusted_coefficient_hi', 'coefficients.coefficient_hi'),
            ('p_value', 'coefficients.p_value'),
        ] %}
        {% for name, expression in measures %}
        case when flagged.flag <> 'suppressed' then {{ expression }} end as {{ name }},
        {% endfor %}
        coefficients.coverage_level,
        coefficients.n as adjusted_n,
        losses.excess_loss_usd,

        -- booleans
        coalesce(coefficients.is_discovery and flagged.flag <> 'suppressed', false) as is_significant,
        flagged.driver_type = 'theme' as is_mechanically_related
    from flagged
    left join {{ ref('int_nps_driver_coefficients') }} as coefficients
        on flagged.quarter = coefficients.quarter and flagged.driver = coefficients.driver
    left join losses
        on flagged.quarter = losses.quarter and flagged.driver = losses.theme

)

select * from final
