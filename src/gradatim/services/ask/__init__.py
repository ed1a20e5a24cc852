"""The interview: pure in itself, and on a real repository with a file of answers."""
