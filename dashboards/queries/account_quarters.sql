select
    quarter, account_nps, nps_class, n_responses, n_effective, movement, matched_change, n_matched,
    largest_fall, nps_change_points, is_polarised, has_executive_detractor, is_alert,
from marts.account_nps_quarterly
where account_id = $account_id
order by quarter
