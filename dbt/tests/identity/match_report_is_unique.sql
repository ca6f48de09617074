select relation, source, match_method
from {{ ref('identity_match_report') }}
group by relation, source, match_method
having count(*) > 1
