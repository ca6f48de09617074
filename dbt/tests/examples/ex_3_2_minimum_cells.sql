-- The same rows under the real minima (5 treated, 10 controls): every row is off support.
with inputs as (
    select
        1 as program_id, numbers.row_id, 'smb' as arr_band, 0 as q_tercile, '0-3' as score_bucket, 'new' as tenure_band,
        numbers.row_id <= 6 as is_treated
    from (
        {%- for row_id in range(1, 15) %}
        select {{ row_id }} as row_id {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as numbers
), strata as (
    {{ assign_strata('inputs', ['program_id'], 'row_id') }}
)
select * from strata where stratum_level is not null or stratum_key is not null
