"""Grades software process maturity and judges ISO 9001 readiness from one body of evidence."""

__version__ = "0.1.0"
