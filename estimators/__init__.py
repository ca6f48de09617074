"""Pure-Python models over the tables that dbt builds; knows neither orchestration nor dashboards."""
