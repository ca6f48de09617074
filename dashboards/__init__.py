"""Streamlit dashboards on the published marts. They read `marts`, `quality` and `meta`, only."""
