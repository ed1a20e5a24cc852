"""Needs assessment: from a profile to an advice, and the dialogue that fills the profile."""
