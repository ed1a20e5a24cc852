"""How use cases fail."""


class ServiceError(Exception):
    """A use case cannot be carried out as asked; the message says why and how to mend it."""
