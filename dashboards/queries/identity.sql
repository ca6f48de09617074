select * from quality.identity_match_report
