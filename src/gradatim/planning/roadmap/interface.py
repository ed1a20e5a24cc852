"""What can go wrong in planning."""


class RoadmapError(Exception):
    """A plan cannot be made as asked, or its data file is broken; the message says why and how to mend it."""
