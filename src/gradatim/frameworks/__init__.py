"""The models and standards as data, and the one loader."""
