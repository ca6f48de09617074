-- Loop tasks as of crm_as_of: outreach, completion and resolution at as_of or later have not happened
-- yet, a deletion dated later neither.
{{ latest_loop_tasks(ref('int_as_of_resolved')) }}
