"""Definitions: publish."""
