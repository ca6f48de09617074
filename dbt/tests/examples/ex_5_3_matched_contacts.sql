-- EX-5.3: executive (weight 3) 9 to 7, user (weight 1) 8 to 9: −1.25; the executive fell by 2 points.
with pairs as (
    select 'A' as account_id, 'executive' as role_class, 7 as score, 9 as past_score
    union all select 'A', 'user', 9, 8
),

changes as (select * from ({{ matched_changes('pairs', ['account_id']) }}) as c),

results as (
    select 'matched change' as label, matched_change as actual, cast(-1.25 as double) as expected from changes
    union all
    select 'largest fall', cast(largest_fall as double), cast(2 as double) from changes
    union all
    select 'contacts', cast(n_matched as double), cast(2 as double) from changes
    union all
    select 'declined', case when {{ account_movement('matched_change') }} = 'declined' then cast(1 as double) else 0 end, cast(1 as double) from changes
)

{{ expect_close('results') }}
