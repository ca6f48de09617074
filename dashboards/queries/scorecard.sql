select
    kpi, label, unit, value, lo, hi, n, period_label,
    target, benchmark_lo, benchmark_hi, status, flag, is_red_flag, red_flag_reason,
    source_relation, sort_order,
from marts.program_scorecard
order by sort_order
