select * from marts.prevented_churn_diagnostics
