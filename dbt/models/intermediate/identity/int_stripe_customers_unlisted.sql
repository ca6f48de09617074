{{ config(meta={'parts': {'by': '_source_file', 'of': ['stg_stripe__invoices']}}) }}
-- Stripe customers of each file of invoices that no export of customers names.
with known as (

    select distinct customer_id
    from {{ ref('stg_stripe__customers') }}
    cross join {{ ref('int_as_of_resolved') }}
    where created_at is null or billing_as_of is null or created_at < billing_as_of

),

final as (

    select distinct
        invoices.customer_id,
        invoices._source_file
    from {{ ref('stg_stripe__invoices') }} as invoices
    cross join {{ ref('int_as_of_resolved') }}
    left join known
        on invoices.customer_id = known.customer_id
    where invoices.customer_id is not null and known.customer_id is null
        and (billing_as_of is null or invoices.created_at < billing_as_of)

)

select * from final
