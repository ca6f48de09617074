select month, delivered, violations, violation_rate, relationship_violations
from marts.survey_fatigue
order by month
