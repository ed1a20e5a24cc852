"""One act of work, as measures and themes are laid over frameworks."""

import msgspec

from gradatim.planning.roadmap.data import Scope, Stage


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One act of work, not yet in a unit."""

    id: str
    title: str
    kind: str
    role: str
    scope: Scope
    stage: Stage
    theme: str
    """Id of the theme it was made from; empty for a measure."""
    covers: tuple[str, ...]
    """Full ids in the order of the frameworks."""
    leaves: str
    joined: tuple[str, ...] = ()
    """Those of `covers` that no measure names and a crosswalk joins to it."""
