-- Customers of generic billing lines. The account of the newest line that names a known one holds for
-- the customer's whole history.
with lines as (

    select
        billing_lines.*,
        billing_as_of
    from {{ ref('stg_generic__billing_lines') }} as billing_lines
    cross join {{ ref('int_as_of_resolved') }}
    where billing_as_of is null or invoiced_at < billing_as_of

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

ranked as (

    select
        lines.customer_id,
        aliases.account_id,
        row_number() over (
            partition by lines.customer_id
            order by
                case when aliases.account_id is null then 1 else 0 end nulls last,
                {{ latest_version_first('lines.invoiced_at', 'lines') }}
        ) as recency
    from lines
    left join aliases
        on {{ account_lookup_key('lines.account_id') }} = aliases.alias_key
    where lines.customer_id is not null

),

final as (

    select
        customer_id,
        account_id as explicit_account_id
    from ranked
    where recency = 1

)

select * from final
