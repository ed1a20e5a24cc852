"""Writes a needs file answer by answer: what is counted is on disk, and comments of people stay."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from gradatim.collectors import settings
from gradatim.collectors.needs.reader import parse_profile, read_bytes
from gradatim.collectors.needs.vocabulary import Vocabulary

_HEAD = """\
# What we need, for `gradatim decide`. Every answer may be a range (10..20), several that are possible ([helps, must]),
# or left out when it is not known. `gradatim decide FILE --ask` asks for what is missing.
version: 1
name:
answers: {}
weights: {}
"""


def template(vocabulary: Vocabulary) -> str:
    """Return an empty needs file with every question as a comment."""
    lines = [_HEAD.replace("answers: {}", "answers:")]
    head, _, tail = lines[0].partition("answers:\n")
    asked = []
    for question in vocabulary.questions:
        asked.append(f"  # {question.ask}")
        if question.options:
            joined = ", ".join(question.option_ids)
            asked.append(f"  # {'all that hold' if question.kind == 'several' else 'one'} of: {joined}")
        else:
            asked.append(f"  # {question.low:,.10g} to {question.high:,.10g} {question.unit}".rstrip())
        asked.append(f"  {question.id}:")
    return f"{head}answers:\n" + "\n".join(asked) + f"\n{tail}"


def write_value(path: Path, keys: Sequence[str], value: Any, vocabulary: Vocabulary) -> None:
    """Put one value at a place in the file, which is created where it is absent; None removes it.

    Raises:
        InvalidInput: the file is broken, or is a link; it is left as it is.
        SourceUnavailable: it cannot be read or written.
    """
    settings.check_place(path, str(path))
    before = read_bytes(path) if path.exists() else _HEAD.encode()
    parse_profile(before, str(path), vocabulary)
    after = _changed(before, keys, value)
    parse_profile(after, str(path), vocabulary)
    settings.write(path, after)


def _changed(content: bytes, keys: Sequence[str], value: Any) -> bytes:
    """Return the content with one value changed. The hardened reader has accepted it before this parser sees it."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    top = yaml.load(content) or {}
    place = top
    for key in keys[:-1]:
        if not place.get(key):
            place[key] = {}
        place = place[key]
    if value is None:
        place.pop(keys[-1], None)
    else:
        place[keys[-1]] = _flow(value) if isinstance(value, list) else value
    _open(top)
    out = io.BytesIO()
    yaml.dump(top, out)
    return out.getvalue()


def _flow(items: list[Any]) -> CommentedSeq:
    """Return a list that is written on one line."""
    made = CommentedSeq(items)
    made.fa.set_flow_style()
    return made


def _open(top: Any) -> None:
    """Write what was `{}` one entry a line, as people edit it."""
    for key in ("answers", "weights"):
        held = top.get(key)
        if held and hasattr(held, "fa"):
            held.fa.set_block_style()
