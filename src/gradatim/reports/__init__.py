"""Turns a result into something a person or a program reads. Takes results only."""
