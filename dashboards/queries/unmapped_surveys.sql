select * from quality.unmapped_surveys
