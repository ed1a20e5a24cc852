"""Keeps what was collected, unchanged and replayable."""
