select
    relation, source, match_method, row_count, row_share, internal_row_count,
    mrr_usd, mrr_share, is_matched,
from quality.identity_match_report
order by relation, source, row_count desc, match_method
