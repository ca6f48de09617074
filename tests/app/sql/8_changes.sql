update marts.nps_by_segment set nps_weighted = nps - 1.4, nps_weighted_lo = nps_lo - 1.4, nps_weighted_hi = nps_hi - 1.4
where program = 'customer' and survey_type = 'relationship';

alter table marts.program_scorecard add column is_red_flag boolean default false;
alter table marts.program_scorecard add column red_flag_reason varchar;

create table meta.figure_changes as
select
    v.*, 'fixture0000' as previous_publication_id, timestamp '2026-06-01 03:00:00' as previous_built_at,
    v.value - v.previous_value as change, cast(null as date) as period, 'scorecard' as dimension,
from (values
    ('relationship_nps', 'Relationship NPS', 'points', '2026-Q2', '2026-Q1', 'moved', 'intervals',
        'Relationship NPS rose from 12.1 (2026-Q1) to 24.2 (2026-Q2), more than noise.',
        12.1, 6.0, 18.0, 24.2, 17.0, 31.5, 2.0, 22.0, 10, false, true),
    ('company_grr', 'Gross revenue retention', 'share', '12 months from 2025-05-31', '12 months from 2025-04-30', 'moved', 'intervals',
        'Gross revenue retention fell from 88.1% (12 months from 2025-04-30) to 87.9% (12 months from 2025-05-31), within its noise.',
        0.881, 0.86, 0.9, 0.879, 0.859, 0.892, -0.03, 0.03, 40, false, false),
    ('promoter_grr', 'Gross revenue retention of <b>promoters</b>', 'share', '12 months from 2025-05-31', '12 months from 2025-05-31', 'restated', 'intervals',
        'Gross revenue retention of <b>promoters</b> of 12 months from 2025-05-31 was restated from 94.0% to 95.6%, within its noise.',
        0.94, 0.9, 0.97, 0.956, 0.917, 0.981, -0.03, 0.06, 50, true, false)
) as v(
    kpi, label, unit, period_label, previous_period_label, change_type, noise_rule, words,
    previous_value, previous_lo, previous_hi, value, lo, hi, change_lo, change_hi, sort_order, is_restated, is_beyond_noise
);
