"""Shares in words."""


def percent(share: float) -> str:
    """Return a share in percent; what is neither none nor all is never shown as such."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{share * 100:,.0f} %"
