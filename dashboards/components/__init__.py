"""Parts that pages are made of: wording, charts, tables, notices."""
