"""The doubts that framework files mark with a code, in words for people."""

_WORDS = {
    "mapping: reasoned": (
        "which practices serve which goals is reasoned",
        "Which goal this practice serves was worked out from its content, since no published table of goals and "
        "practices could be read. It decides which goal the practice can block.",
    )
}


def briefly(doubt: str) -> str:
    """Return a doubt in a few words, for a line among others."""
    return _WORDS[doubt][0] if doubt in _WORDS else doubt


def in_full(doubt: str) -> str:
    """Return a doubt in a sentence or two; what has no code stands as it is."""
    return _WORDS[doubt][1] if doubt in _WORDS else doubt
