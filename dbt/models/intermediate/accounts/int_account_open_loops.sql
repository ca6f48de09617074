-- Loops of an account that are open at the moment of observation (R41).
with loops as (

    select * from {{ ref('int_operational_loops') }}
    where state = 'open' and account_id is not null

),

final as (

    select
        account_id,
        cast(count(*) as bigint) as open_loops
    from loops
    group by account_id

)

select * from final
