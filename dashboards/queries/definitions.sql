select metric, words, section, relation from meta.metric_definitions
