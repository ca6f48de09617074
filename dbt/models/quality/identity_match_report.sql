-- How many rows of each kind found their account, and how. Rows without an account stay in the facts;
-- internal ones (R5) are in no mart and only counted here.
with counted as (

    select * from {{ ref('int_identity_match_counts') }}

),

customer_mrr as (

    select * from {{ ref('int_billing_customer_mrr_current') }}

),

relations as (

    select
        relation,
        source,
        match_method,
        row_count,
        internal_row_count,
        cast(null as decimal(18, 2)) as mrr_usd
    from counted

    union all

    select
        'mrr' as relation,
        customers.billing_source as source,
        customers.match_method,
        cast(count(case when not customers.is_internal then 1 end) as bigint) as row_count,
        cast(count(case when customers.is_internal then 1 end) as bigint) as internal_row_count,
        cast(coalesce(sum(case when not customers.is_internal then customer_mrr.mrr_usd end), 0) as decimal(18, 2)) as mrr_usd
    from customer_mrr
    inner join {{ ref('int_billing_customers_mapped') }} as customers
        on customer_mrr.billing_source = customers.billing_source
        and customer_mrr.billing_customer_id = customers.billing_customer_id
    group by customers.billing_source, customers.match_method

),

final as (

    select
        -- attributes
        relation,
        source,
        match_method,

        -- numbers
        row_count,
        {{ ratio('row_count', 'sum(row_count) over (partition by relation, source)') }} as row_share,
        internal_row_count,
        mrr_usd,
        {{ ratio('mrr_usd', 'sum(mrr_usd) over (partition by relation, source)') }} as mrr_share,

        -- booleans
        match_method <> 'unmatched' as is_matched
    from relations

)

select * from final
