"""A plan in formats for people and for other tools."""
