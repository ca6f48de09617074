with contacts as (

    select * from {{ ref('int_contacts_unified') }}
    where not is_internal

),

final as (

    select
        -- ids
        contact_key,
        account_id,

        -- attributes
        role_class,

        -- booleans
        is_deleted
    from contacts

)

select * from final
