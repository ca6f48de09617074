select
    source, entity, suite, check_name, description, severity,
    observed_value, expected_minimum, expected_maximum, is_passed,
from quality.check_results
order by is_passed, severity, source, entity, check_name
