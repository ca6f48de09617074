-- Open tickets of each account (R41), and those of them that hurt.
with final as (

    select
        account_id,
        cast(count(distinct ticket_key) as bigint) as open_tickets,
        cast(count(distinct case when priority in ({{ lower_text_list(var('severe_ticket_priorities')) }}) then ticket_key end) as bigint) as severe_open_tickets
    from {{ ref('int_open_tickets') }}
    where account_id is not null
    group by account_id

)

select * from final
