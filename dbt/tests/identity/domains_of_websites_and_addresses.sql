with cases as (

    select 'https://www.Acme.com/about?x=1' as website, 'acme.com' as expected
    union all select 'acme.co.uk', 'acme.co.uk'
    union all select 'http://user@shop.acme.com:8080/', 'shop.acme.com'
    union all select 'www.acme.com#top', 'acme.com'
    union all select ' WWW.ACME.IO ', 'acme.io'
    union all select 'n/a', cast(null as string)
    union all select '', cast(null as string)

),

addresses as (

    select 'Ann@Acme.COM ' as email, 'acme.com' as expected
    union all select 'ann@sub.acme.com', 'sub.acme.com'
    union all select 'not an address', cast(null as string)

)

select website as given, expected, {{ website_domain('website') }} as actual
from cases
where coalesce({{ website_domain('website') }}, '') <> coalesce(expected, '')

union all

select email as given, expected, {{ email_domain('email') }} as actual
from addresses
where coalesce({{ email_domain('email') }}, '') <> coalesce(expected, '')
