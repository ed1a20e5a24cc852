"""Logic of three values, Kleene's: what is not known (`None`) stays so unless the rest decides."""

from collections.abc import Iterable


def both(left: bool | None, right: bool | None) -> bool | None:
    """Kleene's and."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """Kleene's or."""
    if left or right:
        return True
    return None if left is None or right is None else False


def opposite(value: bool | None) -> bool | None:
    """Kleene's not."""
    return None if value is None else not value


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's and of any number of values, all of them looked at; of none it holds."""
    return opposite(any_of(opposite(v) for v in values))


def any_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's or of any number of values, all of them looked at; of none it does not hold."""
    result: bool | None = False
    for value in values:
        result = either(result, value)
    return result
