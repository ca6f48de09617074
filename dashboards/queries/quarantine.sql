select * from quality.quarantine_summary
