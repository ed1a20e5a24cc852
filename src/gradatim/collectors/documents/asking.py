"""What a template for changes asks for: its headings, boxes, lists and hints, not the prose that stands around them."""

import re

_BLOCKS = re.compile(r"\n\s*\n")
_CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^\s*(?:#|[-*+]\s|\d+[.)]\s|<!--|\*\*|\|)|[:?]\s*$")


def asking(text: str, prose_words: int) -> str:
    """Return the text of a template without code and without paragraphs of so many words of prose."""
    blocks = _BLOCKS.split(_hints_joined(_CODE.sub("", text)))
    return "\n\n".join(block for block in blocks if _asks(block, prose_words))


def _asks(block: str, prose_words: int) -> bool:
    return len(block.split()) < prose_words or any(_LINE.search(line) for line in block.splitlines())


def _hints_joined(text: str) -> str:
    """Return the text with each comment as one block: what it says is a hint to whoever fills the template in."""
    return re.sub(r"<!--.*?-->", lambda found: _BLOCKS.sub("\n", found.group()), text, flags=re.DOTALL)
