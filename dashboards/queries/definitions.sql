select * from meta.metric_definitions
