"""Languages that keep unit tests inside the source file hide them from a look at paths."""

from gradatim.model.history import Change
from gradatim.probes.support.paths import has_inline_tests, role_of, touches


def may_hide_tests(change: Change) -> bool:
    """Tell whether a change of source that touches no file of tests may hold tests all the same."""
    return not touches(change, "test") and any(
        has_inline_tests(file.path) and role_of(file.path) == "source" for file in change.files
    )


def why_unseen(change: Change) -> str:
    """Return why a clone does not show whether a change holds tests; empty where it does."""
    return "tests may stand inside the source files of their language" if may_hide_tests(change) else ""
