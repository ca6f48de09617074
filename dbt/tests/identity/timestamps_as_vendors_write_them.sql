with cases as (

    select '2024-01-01' as given, cast('2024-01-01 00:00:00' as timestamp) as expected
    union all select '2024-01-01 10:00:00', cast('2024-01-01 10:00:00' as timestamp)
    union all select '2024-01-01T10:00:00Z', cast('2024-01-01 10:00:00' as timestamp)
    union all select '2024-01-01T10:00:00.000Z', cast('2024-01-01 10:00:00' as timestamp)
    union all select '2024-01-01T10:00:00.000+0000', cast('2024-01-01 10:00:00' as timestamp)
    union all select '2024-01-01T10:00:00+02:00', cast('2024-01-01 08:00:00' as timestamp)
    union all select '2024-01-01T10:00:00-0530', cast('2024-01-01 15:30:00' as timestamp)
    union all select '2024-13-01', cast(null as timestamp)
    union all select 'soon', cast(null as timestamp)

)

select given, expected, {{ parse_timestamp('given') }} as actual
from cases
where coalesce({{ parse_timestamp('given') }}, cast('1900-01-01' as timestamp)) <> coalesce(expected, cast('1900-01-01' as timestamp))
