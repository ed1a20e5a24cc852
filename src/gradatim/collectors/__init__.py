"""One module per kind of source: reads it, adds provenance, judges nothing."""
