-- When each file first landed, by its content.
select file_sha256, min(landed_at) as landed_at
from {{ ref('stg_lake__landings') }}
group by file_sha256
