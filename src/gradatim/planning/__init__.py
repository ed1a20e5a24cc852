"""What to ask next and what to do next."""
