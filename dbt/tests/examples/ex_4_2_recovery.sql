-- EX-4.2: 40 mature, 25 re-surveyed, 9 recovered.
with recovery as (
    select 40 as mature, 25 as resurveyed, 9 as recovered
), checks as (
    select 'observed' as label, {{ ratio('recovered', 'resurveyed') }} as actual, 0.36 as expected from recovery
    union all select 'observed, lower end', {{ wilson_lo(ratio('recovered', 'resurveyed'), 'resurveyed') }}, 0.202479 from recovery
    union all select 'observed, upper end', {{ wilson_hi(ratio('recovered', 'resurveyed'), 'resurveyed') }}, 0.554815 from recovery
    union all select 'all', {{ ratio('recovered', 'mature') }}, 0.225 from recovery
    union all select 'all, lower end', {{ wilson_lo(ratio('recovered', 'mature'), 'mature') }}, 0.123161 from recovery
    union all select 'all, upper end', {{ wilson_hi(ratio('recovered', 'mature'), 'mature') }}, 0.375031 from recovery
    union all select 'upper', {{ recovery_upper('recovered', 'resurveyed', 'mature') }}, 0.60 from recovery
)
{{ expect_close('checks') }}
