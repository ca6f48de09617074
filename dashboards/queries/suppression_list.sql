select
    suppressed.until_at, suppressed.reason, accounts.name, suppressed.account_id,
    suppressed.contact_key, suppressed.is_asked_recently, suppressed.is_in_relationship_rest,
    suppressed.has_open_loop, suppressed.has_bounced_address, suppressed.observed_at,
from marts.suppression_list as suppressed
left join marts.dim_accounts as accounts on suppressed.account_id = accounts.account_id
where
    case $why
        when 'asked_recently' then suppressed.is_asked_recently
        when 'relationship_rest' then suppressed.is_in_relationship_rest
        when 'open_loop' then suppressed.has_open_loop
        when 'bounced' then suppressed.has_bounced_address
        else true
    end
order by suppressed.until_at desc, suppressed.contact_key
limit $limit offset $offset
