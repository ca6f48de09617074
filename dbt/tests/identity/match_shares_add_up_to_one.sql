select relation, source, sum(row_share) as total
from {{ ref('identity_match_report') }}
group by relation, source
having abs(sum(row_share) - 1) > 1e-9
