"""Use cases: each joins the steps, top to bottom, and returns a result."""
