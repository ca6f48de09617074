"""Pages: one question each. `app.py` registers them."""
