"""What each publication hands to other tools: CSV files for CRM and support, and the digest."""
