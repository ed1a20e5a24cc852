"""Text that may come from others, made fit for a terminal or a Markdown file."""


def plain(text: str) -> str:
    """Return text as one line; what cannot be printed becomes a visible mark, backticks go."""
    return line(text).replace("`", "")


def line(text: str) -> str:
    """Return text as one line; what cannot be printed becomes a visible mark."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def markdown(text: str, *, cell: bool = False) -> str:
    """Return text for Markdown: nothing in it becomes a heading, a link, HTML or a new cell; code stays code."""
    parts = line(text).split("`")
    if len(parts) % 2 == 0:
        parts = ["".join(parts)]
    safe = (f"`{part}`" if number % 2 else _escaped(part) for number, part in enumerate(parts))
    found = "".join(safe)
    return found.replace("|", "\\|") if cell else found


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    for sign in ("\\", "[", "]", "*", "_"):
        text = text.replace(sign, f"\\{sign}")
    return f"\\{text}" if text[:1] in "#>+-" and text[:2].strip() in ("#", ">", "+", "-") else text
