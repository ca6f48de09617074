select scenario, line, value, formula, note
from marts.business_case
where scenario <> 'measured'
order by scenario, line
