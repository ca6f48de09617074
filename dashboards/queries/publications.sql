select
    publication_id,
    built_at,
    count(*) as figures,
    count(*) filter (where is_restated) as restated,
from meta.published_figures
group by publication_id, built_at
order by built_at desc, publication_id
