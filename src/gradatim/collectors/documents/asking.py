"""What a template for changes asks for: its headings, boxes, lists and hints, not the prose that stands around them."""

import re

_BLOCKS = re.compile(r"\n[ \t]*\n")
_FENCES = ("```", "~~~")
_LINE = re.compile(r"^[ \t]*(?:#|[-*+]\s|\d+[.)]\s|<!--|\*\*|\|)|[:?][ \t]*$")


def asking(text: str, prose_words: int) -> str:
    """Return the text of a template without code and without paragraphs of so many words of prose."""
    blocks = _BLOCKS.split(_hints_joined(_without_code(text)))
    return "\n\n".join(block for block in blocks if _asks(block, prose_words))


def _asks(block: str, prose_words: int) -> bool:
    return len(block.split()) < prose_words or any(_LINE.search(line) for line in block.splitlines())


def _without_code(text: str) -> str:
    """Return the lines outside of fences. A template is anybody's text, so each line is looked at once."""
    kept, fence = [], ""
    for line in text.splitlines():
        mark = line.lstrip()[:3]
        if fence:
            fence = "" if mark == fence else fence
        elif mark in _FENCES:
            fence = mark
        else:
            kept.append(line)
    return "\n".join(kept)


def _hints_joined(text: str) -> str:
    """Return the text with each comment as one block: what it says is a hint to whoever fills the template in."""
    before, *comments = text.split("<!--")
    parts = [before]
    for comment in comments:
        inside, end, after = comment.partition("-->")
        parts.append(f"<!--{_BLOCKS.sub(chr(10), inside)}{end}{after}" if end else f"<!--{comment}")
    return "".join(parts)
