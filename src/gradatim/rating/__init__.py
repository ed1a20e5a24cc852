"""Rolls judgements up by each framework's own rules, exactly, on intervals."""
