"""Weighs observations and answers per criterion: constraints that narrow an interval."""
