"""The policy's numbers as probes get them."""

import msgspec


class ProbeSettings(msgspec.Struct, frozen=True):
    """The policy's numbers that probes use. The policy file says what each is for and where it comes from."""

    minimum_sample: int = 10
    """Records below which a rate is NOT_AVAILABLE, with the count in the message."""
    rate_holds: float = 0.75
    """Share from which the outcome is TRUE; the interval on the scale comes from the rate itself, not from this."""
    fresh_days: int = 365
    """A document changed within so many days of the period's end is fresh."""
    values: dict[str, float] = {}
    """Probe-specific numbers, `probe_id.name`; a probe reads them through `get`, which refuses unknown names."""

    def get(self, name: str) -> float:
        """Return a probe-specific number.

        Raises:
            KeyError: the policy has no such number.
        """
        try:
            return self.values[name]
        except KeyError:
            raise KeyError(f"policy has no number {name!r} under probes.values") from None
