"""What can go wrong with framework data."""


class FrameworkError(Exception):
    """A framework, indicator or crosswalk file cannot be used; the message says which, where, and what to mend."""


class UnknownFramework(FrameworkError):
    """No file carries the id or edition that was asked for; the message lists those that are there."""
