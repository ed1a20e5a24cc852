"""One module per question that evidence can answer."""
