"""Definitions: transform."""
