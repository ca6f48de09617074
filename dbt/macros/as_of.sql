{#- The instant up to which everything statistical is computed (metrics.md R1). -#}

{# LOYALTY_AS_OF, else the var as_of: a date as text; empty when the watermarks decide. #}
{% macro as_of_override() %}{{ return(env_var('LOYALTY_AS_OF', '') or var('as_of', none) or '') }}{% endmacro %}

{#
  Event time of every dated entity, by family: what R1 takes the watermark of. `program` has none,
  Stripe's other objects carry no time of change.
#}
{% macro watermarked_entities() %}
{{ return([
    ('survey', 'qualtrics', 'responses', wall_clock_to_utc('RecordedDate', 'time_zone')),
    ('survey', 'qualtrics', 'distribution_contacts', parse_timestamp('sent_at')),
    ('survey', 'generic', 'responses', parse_timestamp('responded_at')),
    ('survey', 'generic', 'invitations', parse_timestamp('sent_at')),
    ('billing', 'stripe', 'invoices', epoch_to_timestamp('created')),
    ('billing', 'generic', 'billing_lines', parse_timestamp('invoiced_at')),
    ('crm', 'salesforce', 'Account', 'coalesce(' ~ parse_timestamp('SystemModstamp') ~ ', ' ~ parse_timestamp('LastModifiedDate') ~ ')'),
    ('crm', 'salesforce', 'Contact', 'coalesce(' ~ parse_timestamp('SystemModstamp') ~ ', ' ~ parse_timestamp('LastModifiedDate') ~ ')'),
    ('crm', 'salesforce', 'Opportunity', parse_timestamp('SystemModstamp')),
    ('crm', 'salesforce', 'Task', parse_timestamp('SystemModstamp')),
    ('crm', 'salesforce', 'User', parse_timestamp('SystemModstamp')),
    ('ticket', 'zendesk', 'tickets', parse_timestamp('updated_at')),
    ('ticket', 'zendesk', 'ticket_metrics', parse_timestamp('updated_at')),
    ('ticket', 'zendesk', 'satisfaction_ratings', parse_timestamp('updated_at')),
    ('ticket', 'generic', 'tickets', 'greatest(' ~ parse_timestamp('created_at') ~ ', coalesce(' ~ parse_timestamp('solved_at') ~ ', ' ~ parse_timestamp('created_at') ~ '))'),
    ('usage', 'product_usage', 'daily', 'cast(' ~ add_days(parse_timestamp('usage_date'), 1) ~ ' as timestamp)'),
]) }}
{% endmacro %}
