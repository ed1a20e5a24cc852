"""The decision in every format; each is a pure function from a `Decision` to one document."""
