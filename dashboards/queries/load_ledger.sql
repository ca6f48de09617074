select * from quality.load_ledger
