"""The score interval for a share, so that 19 of 20 does not pass for 950 of 1000."""

from math import sqrt

from gradatim.model.observation import Rate

Z95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


def interval(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval, without continuity correction, as shares between 0 and 1.

    Source: E. B. Wilson 1927; method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.

    Raises:
        ValueError: there are no trials, or not 0 <= successes <= trials.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"no share can be made of {successes} out of {trials}")
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    low = 0.0 if successes == 0 else max(0.0, (centre - spread) / scale)
    high = 1.0 if successes == trials else min(1.0, (centre + spread) / scale)
    return low, high


def rate(successes: int, trials: int, unknown: int = 0) -> Rate:
    """Return a share with its 95 % interval.

    With `unknown` records that cannot be judged, the interval covers every way in which they might fall: its low end
    is that of all failing, its high end that of all succeeding. Numerator and denominator leave them out.
    """
    low, _ = interval(successes, trials + unknown)
    _, high = interval(successes + unknown, trials + unknown)
    return Rate(successes, trials, low, high)
