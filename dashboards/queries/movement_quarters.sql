select distinct quarter
from marts.account_nps_quarterly
order by quarter desc
