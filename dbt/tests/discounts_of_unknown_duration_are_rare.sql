{{ config(severity='warn') }}
-- R20: discount money whose coupon nobody describes, as a share of all discount money on recurring
-- lines. Above the threshold MRR may be understated by coupons that should not count.
select * from (
    select
        cast(sum(unknown_discount) as double) as unknown,
        cast(sum(counted_discount + uncounted_discount) as double) as total
    from {{ ref('int_mrr_line_rates') }}
    where line_class = 'recurring'
) as discounts
where unknown > {{ var('unknown_discount_warning') }} * total
