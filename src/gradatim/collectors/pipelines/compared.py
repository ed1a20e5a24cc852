"""What operators and functions of conditions come to, whose values may be unknown."""

from collections.abc import Callable

from gradatim.collectors.pipelines.kleene import all_of, any_of, opposite
from gradatim.collectors.pipelines.triggers import matches

Value = str | bool | None
"""A text (empty where a service's value is absent), a truth, or None where it cannot be told."""
Lookup = Callable[[str], Value]


def same(left: Value, right: Value) -> bool | None:
    """Compare two values; letter case does not count, as at GitHub (no service's own names differ by it alone)."""
    if left is None or right is None:
        return None
    return _text(left).lower() == _text(right).lower()


def found(pattern: Value, text: Value) -> bool | None:
    """Tell whether a regular expression is found in a text."""
    return None if pattern is None or text is None else matches(f"/{_text(pattern)}/", _text(text))


def _text(value: str | bool) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else value


def truth(value: Value) -> bool | None:
    """Return the truth of a value: texts that say nothing or no are false."""
    return value if value is None or isinstance(value, bool) else value not in ("", "0", "false")


def _has(left: Value, right: Value) -> bool | None:
    return None if left is None or right is None else _text(right).lower() in _text(left).lower()


def _begins(left: Value, right: Value) -> bool | None:
    return None if left is None or right is None else _text(left).lower().startswith(_text(right).lower())


def _ends(left: Value, right: Value) -> bool | None:
    return None if left is None or right is None else _text(left).lower().endswith(_text(right).lower())


def _matched(left: Value, right: Value) -> bool | None:
    return found(right, left)


_PAIRED: dict[str, Callable[[Value, Value], bool | None]] = {
    **dict.fromkeys(("==", "=", "eq"), same),
    **dict.fromkeys(("!=", "ne"), lambda left, right: opposite(same(left, right))),
    **dict.fromkeys(("=~", "==~", "matches"), _matched),
    **dict.fromkeys(("!~", "!=~"), lambda left, right: opposite(found(right, left))),
    **dict.fromkeys(("includes", "contains"), _has),
    **dict.fromkeys(("starts-with", "startswith"), _begins),
    "endswith": _ends,
}
"""Operators and functions of two values; order (`<`) is never decided."""


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """Return what an operator of two values comes to; None for one that is never decided."""
    return _PAIRED[operator](left, right) if operator in _PAIRED else None


_FIXED = {
    **dict.fromkeys(("always", "success", "succeeded", "succeededorfailed"), True),
    **dict.fromkeys(("failure", "failed", "cancelled", "canceled", "never"), False),
}
"""Functions about what happened before: nothing failed."""


def call(name: str, values: list[Value], lookup: Lookup) -> Value:
    """Return what a function comes to; methods (`branch.startsWith('x')`) get what they are called on."""
    receiver, _, method = name.rpartition(".")
    plain = method.lower()
    if plain in _FIXED:
        return _FIXED[plain]
    if receiver and plain in _PAIRED:
        values = [lookup(receiver), *values]
    if plain in _PAIRED and len(values) == 2:
        return _PAIRED[plain](values[0], values[1])
    if plain in ("env", "getenv") and len(values) == 1 and isinstance(values[0], str):
        return lookup(values[0])
    return _joined(plain, values) if values else None


def _joined(name: str, values: list[Value]) -> bool | None:
    """Return what a function of any number of values comes to; None for one that is not known."""
    truths = [truth(v) for v in values]
    if name == "not":
        return opposite(truths[0])
    if name == "or":
        return any_of(truths)
    if name == "and":
        return all_of(truths)
    if name in ("in", "notin"):
        among = any_of(same(values[0], v) for v in values[1:])
        return among if name == "in" else opposite(among)
    return None
