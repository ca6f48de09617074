-- 15- and 18-character ids are one record, ids that differ in case only are two, other tools' ids stay whole.
with cases as (

    select '0015g00000AbCdE' as id, '0015g00000AbCdE' as expected
    union all select '0015g00000AbCdEAAA', '0015g00000AbCdE'
    union all select ' 0015g00000abcdEAA2 ', '0015g00000abcdE'
    union all select '000000000000000123', '000000000000000123'
    union all select 'customer0000000001', 'customer0000000001'
    union all select 'cus_AbCdEfGhIjKlMn', 'cus_AbCdEfGhIjKlMn'
    union all select '', cast(null as string)

)

select id, expected, {{ account_lookup_key('id') }} as actual
from cases
where coalesce({{ account_lookup_key('id') }}, '') <> coalesce(expected, '')
