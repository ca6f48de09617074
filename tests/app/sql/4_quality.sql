create table quality.load_ledger as
select * from (values
    ('a1', 'qualtrics', 'responses', 'qualtrics/responses/2026-06.csv', 'loaded', null, 81234, 5210, 5198, 12, timestamp '2026-07-01 02:00:00'),
    ('b2', 'stripe', 'invoices', 'stripe/invoices/2026-06.ndjson.gz', 'loaded', null, 993121, 12044, 12044, 0, timestamp '2026-07-01 02:00:04'),
    ('c3', 'zendesk', 'tickets', 'zendesk/tickets/broken.csv', 'quarantined_file', 'missing required columns: id', 12, 0, 0, 0, timestamp '2026-07-01 02:00:05')
) as v(sha256, source, entity, path, status, reason, size_bytes, rows_in, rows_loaded, rows_quarantined, landed_at);

create table quality.quarantine_summary as
select 'qualtrics' as source, 'responses' as entity, 'score is not an integer from 0 to 10' as reason, 12 as rows, 1 as files;

create table quality.identity_match_report as
select * from (values
    ('responses', 'qualtrics', 'contact_id', 4890, 0.941, 3, null, null, true),
    ('responses', 'qualtrics', 'unmatched', 308, 0.059, 0, null, null, false)
) as v(relation, source, match_method, row_count, row_share, internal_row_count, mrr_usd, mrr_share, is_matched);

create table quality.check_results as
select * from (values
    ('stripe', 'invoices', 'stripe_invoices', 'id_is_unique', 'No invoice appears twice in one file.', 'blocking', 0.0, 0.0, 0.0, true),
    ('qualtrics', 'responses', 'qualtrics_responses', 'score_range', 'Scores lie in 0 to 10.', 'warning', 0.98, 0.99, 1.0, false)
) as v(source, entity, suite, check_name, description, severity, observed_value, expected_minimum, expected_maximum, is_passed);

create table quality.unmapped_surveys as
select * from (values ('qualtrics', 'SV_unlisted', 41)) as v(source, survey_id, responses);

create table quality.quarantined_rows as
select * from (values
    ('a1', 'qualtrics', 'responses', 'qualtrics/responses/2026-06.csv', 'score is not an integer from 0 to 10', 17),
    ('c3', 'zendesk', 'tickets', 'zendesk/tickets/broken.csv', 'missing required columns: id', 0)
) as v(file_sha256, source, entity, source_file, reason, source_row);

create table quality.mrr_reconciliation as
select
    unit_id, account_id, cast(null as varchar) as billing_customer_id, month_end_date, reason_code,
    cast(ledger_usd as decimal(18, 2)) as ledger_usd, cast(invoiced_usd as decimal(18, 2)) as invoiced_usd,
    cast(ledger_usd - invoiced_usd as decimal(18, 2)) as difference_usd, cast(amount_usd as decimal(18, 2)) as amount_usd
from (values
    ('A1', 'A1', date '2026-05-31', 'matched', 100, 100, 0),
    ('A1', 'A1', date '2026-06-30', 'annual_spread', 100, 1220, -1100),
    ('A1', 'A1', date '2026-06-30', 'tax', 100, 1220, -20),
    ('A2', 'A2', date '2026-06-30', 'grace', 250, 0, 250)
) as v(unit_id, account_id, month_end_date, reason_code, ledger_usd, invoiced_usd, amount_usd);

create table meta.publication as
select
    'fixture0001' as publication_id, '0.1.0' as code_version, '{"grace_days": 31}' as params, true as is_sample,
    timestamp '2026-07-01 03:12:00' as built_at,
    timestamp '2026-07-01' as survey_as_of, timestamp '2026-07-01' as billing_as_of, timestamp '2026-06-30' as crm_as_of;

create table meta.metric_definitions as
select * from (values
    ('nps', 'Share of promoters (9–10) minus share of detractors (0–6), in points.', '1 NPS', 'marts.nps_by_segment'),
    ('grr', 'Starting revenue that is still there, losses counted per account, growth not.', '2 GRR and NRR', 'marts.retention_by_nps_class'),
    ('nrr', 'Revenue of the starting accounts at the end, growth included, over what it was.', '2 GRR and NRR', 'marts.retention_by_nps_class')
) as v(metric, words, section, relation);

create table meta.published_figures as
select * from (values
    ('fixture0000', 'nps', 'customer relationship', '2026-Q1', 21.0, 17.0, 25.0, null, false, date '2026-01-01', timestamp '2026-06-01 03:12:00'),
    ('fixture0001', 'nps', 'customer relationship', '2026-Q1', 22.1, 18.0, 26.0, 21.0, true, date '2026-01-01', timestamp '2026-07-01 03:12:00'),
    ('fixture0001', 'company_mrr', 'scorecard', '2026-06-30', 1000000.0, null, null, null, false, date '2026-06-30', timestamp '2026-07-01 03:12:00')
) as v(publication_id, kpi, dimension, period_label, value, lo, hi, previous_value, is_restated, period, built_at);
