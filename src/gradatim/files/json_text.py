"""JSON as this project writes it."""

import msgspec


def json_text(value: object) -> str:
    """Return a value as indented JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"
