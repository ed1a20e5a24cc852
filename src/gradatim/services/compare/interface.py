"""How comparing fails."""

from gradatim.services.interface import ServiceError


class CompareError(ServiceError):
    """What was to be compared is not there; the message names the nearest."""
