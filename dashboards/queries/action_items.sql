select
    action_item_id, theme, title, opened_date, shipped_date, window_end_date,
    mentions_before, mentions_after, mention_share_before, mention_share_after,
    comparison_before, comparison_after,
    nps_mention_before, nps_mention_after, nps_comparison_before, nps_comparison_after,
    difference_in_differences, difference_in_differences_lo, difference_in_differences_hi, flag,
from marts.action_item_impact
order by shipped_date desc nulls last, action_item_id
