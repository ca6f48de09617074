select * from marts.program_scorecard order by sort_order
