-- EX-3.3: C 60,000, PD 400,000, SE 100,000, z limits; 0.15 [0.100672, 0.294112], strong.
with program as (
    select
        cast(60000 as double) as cost, cast(400000 as double) as prevented,
        400000 - {{ z_value() }} * 100000 as prevented_lo, 400000 + {{ z_value() }} * 100000 as prevented_hi
), ratios as (
    select
        {{ cost_ratio('cost', 'prevented', 'prevented_lo') }} as ratio,
        {{ cost_ratio_lo('cost', 'prevented_hi') }} as ratio_lo,
        {{ cost_ratio_hi('cost', 'prevented_lo') }} as ratio_hi,
        {{ fieller_bound('cost', '0', 'prevented', '100000', z_value(), '-') }} as fieller_lo,
        {{ fieller_bound('cost', '0', 'prevented', '100000', z_value(), '+') }} as fieller_hi
    from program
), checks as (
    select 'ratio' as label, ratio as actual, 0.15 as expected from ratios
    union all select 'lower end', ratio_lo, 0.100672 from ratios
    union all select 'upper end', ratio_hi, 0.294112 from ratios
    union all select 'Fieller at fixed cost, lower end', fieller_lo, 0.100672 from ratios
    union all select 'Fieller at fixed cost, upper end', fieller_hi, 0.294112 from ratios
    union all
    select 'strong at point and upper end', cast(count(case when bands.verdict = 'strong' then 1 end) as double), 2
    from ratios
    inner join {{ ref('cost_bands') }} as bands
        on ({{ in_cost_band('bands', 'ratios.ratio') }}) or ({{ in_cost_band('bands', 'ratios.ratio_hi') }})
    cross join (select 1 as repeat union all select 2) as twice
)
{{ expect_close('checks') }}
