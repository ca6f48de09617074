create table quality.load_ledger as
select * from (values
    ('load-1', 'qualtrics', 'responses', 'qualtrics/responses/2026-06.csv', 'a1', 81234, timestamp '2026-07-01 02:00:00', 5210, 5198, 12, 'loaded', null),
    ('load-1', 'stripe', 'invoices', 'stripe/invoices/2026-06.ndjson.gz', 'b2', 993121, timestamp '2026-07-01 02:00:04', 12044, 12044, 0, 'loaded', null),
    ('load-1', 'zendesk', 'tickets', 'zendesk/tickets/broken.csv', 'c3', 12, timestamp '2026-07-01 02:00:05', 0, 0, 0, 'quarantined_file', 'missing required columns: id')
) as v(load_id, source, entity, path, sha256, size_bytes, landed_at, rows_in, rows_loaded, rows_quarantined, status, reason);

create table quality.quarantine_summary as
select * from (values ('qualtrics', 'responses', 'score is not an integer from 0 to 10', 12)) as v(source, entity, reason, rows);

create table quality.identity_match_report as
select * from (values
    ('qualtrics', 'responses', 'contact_id', 4890, 0.941), ('qualtrics', 'responses', 'unmatched', 308, 0.059)
) as v(source, entity, match_method, records, share);

create table quality.check_results as
select * from (values
    ('stripe_invoices', 'expect_column_values_to_be_unique', 'blocking', 'pass', 12044),
    ('qualtrics_responses', 'expect_score_between_0_and_10', 'warning', 'fail', 5210)
) as v(suite, check_name, severity, status, observed);

create table quality.unmapped_surveys as
select * from (values ('qualtrics', 'SV_unlisted', 41)) as v(source, survey_id, responses);

create table quality.mrr_reconciliation as
select 'A1' as account_id, date '2026-06-30' as month_end_date, 100.0 as ledger_usd, 100.0 as invoiced_usd, 0.0 as difference_usd, 'none' as reason_code;

create table meta.publication as
select
    'fixture0001' as publication_id, timestamp '2026-07-01 03:12:00' as built_at, '0.1.0' as code_version,
    timestamp '2026-06-30' as survey_as_of, timestamp '2026-06-30' as billing_as_of, timestamp '2026-06-29' as crm_as_of,
    '{"grace_days": 31}' as params, true as is_sample;

create table meta.metric_definitions as
select * from (values
    ('nps', 'Share of promoters (9–10) minus share of detractors (0–6), in points.', 'points', 'marts.nps_by_segment'),
    ('relationship_nps', 'NPS of relationship surveys of the customer program.', 'points', 'marts.nps_by_segment'),
    ('grr', 'Starting revenue that is still there, losses counted per account, growth not.', 'fraction', 'marts.retention_by_nps_class'),
    ('nrr', 'Revenue of the starting accounts at the end, growth included, over what it was.', 'fraction', 'marts.retention_by_nps_class')
) as v(metric, definition, unit, model);

create table meta.published_figures as
select 'fixture0001' as publication_id, 'relationship_nps' as figure, 22.1 as value;
