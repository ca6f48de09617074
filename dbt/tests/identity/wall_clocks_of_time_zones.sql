-- R4: summer time too; text that carries its offset needs no zone.
with cases as (

    select '2024-07-01 10:00:00' as given, 'Europe/Berlin' as zone, cast('2024-07-01 08:00:00' as timestamp) as expected
    union all select '2024-01-01 10:00:00', 'Europe/Berlin', cast('2024-01-01 09:00:00' as timestamp)
    union all select '2024-01-01 10:00:00', 'America/Denver', cast('2024-01-01 17:00:00' as timestamp)
    union all select '2024-01-01T10:00:00Z', 'America/Denver', cast('2024-01-01 10:00:00' as timestamp)
    union all select '2024-01-01 10:00:00', cast(null as string), cast('2024-01-01 10:00:00' as timestamp)

)

select given, zone, expected, {{ wall_clock_to_utc('given', 'zone') }} as actual
from cases
where {{ wall_clock_to_utc('given', 'zone') }} <> expected
