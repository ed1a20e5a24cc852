"""Reads a git configuration as text: nothing in it is obeyed."""

import re

_SECTION = re.compile(r'^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$')


def parse_config(text: str) -> dict[str, str]:
    """Return the last value of every key of a git configuration; includes are not followed."""
    found: dict[str, str] = {}
    section = ""
    for raw in text.splitlines():
        line = raw.strip()
        heading = _SECTION.match(line)
        if heading:
            name, sub, line = heading.groups()
            section = name.lower() + (f".{sub}" if sub is not None else "") + "."
        if not line or line[0] in "#;[":
            continue
        key, equals, value = line.partition("=")
        found[section + key.strip().lower()] = _unquote(value) if equals else "true"
    return found


def _unquote(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return value[1:].partition('"')[0]
    return re.split(r"\s[#;]", value)[0].strip()
