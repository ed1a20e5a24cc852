"""Languages that keep unit tests inside the source file hide them from a look at paths."""

from collections.abc import Sequence

from gradatim.model.history import Change

INLINE = (".rs", ".zig", ".d")
"""Suffixes of languages whose unit tests stand beside the code they test."""


def inline_caveat(changes: Sequence[Change]) -> tuple[str, ...]:
    """Say so where a large part of the changes is in such a language."""
    inline = sum(1 for change in changes if any(file.path.endswith(INLINE) for file in change.files))
    if 2 * inline < len(changes) or not inline:
        return ()
    return (f"{inline} of {len(changes)} are in a language that keeps tests inside source files; those are not seen.",)
