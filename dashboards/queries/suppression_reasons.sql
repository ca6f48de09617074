-- how many people must not be asked, by reason; one person may have several
select
    count(*) as people,
    count(*) filter (where is_asked_recently) as asked_recently,
    count(*) filter (where is_in_relationship_rest) as relationship_rest,
    count(*) filter (where has_open_loop) as open_loop,
    count(*) filter (where has_bounced_address) as bounced,
    max(observed_at) as observed_at,
from marts.suppression_list
