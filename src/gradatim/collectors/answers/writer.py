"""Changes to `gradatim.yaml` that touch only the answers they are about: every other byte stays, comments included."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gradatim.collectors import settings
from gradatim.collectors.answers.pointers import pointer_fault
from gradatim.collectors.interface import InvalidInput
from gradatim.collectors.settings import parse
from gradatim.files import whole
from gradatim.files.bounded import decode
from gradatim.files.yaml_nodes import Mapping, Node, Scalar
from gradatim.model.answers import Answer, AnswerValue

TEMPLATE = """\
# What people say and decide for this repository, read by Gradatim and reviewed like code.
# Every key is optional. `gradatim ask` writes answers here; edit by hand as you like, comments are kept.
version: 1

# Short name, and what is appraised (teams, products, sites).
# project: Example
# scope: The product and the team that builds it

# How many months back to look, and the branch that counts.
# period_months: 12
# main_branch: main

# Documents that a scan would not find: kind and path or web address.
# documents:
#   policy: docs/policy.md

# What does not apply: a practice, requirement, goal, area or clause, with the reason.
# not_applicable:
#   - id: sw-cmm:SSM
#     reason: No part of the software is bought or subcontracted.
#     approver: head of engineering
#     expires: 2027-12-31

# Probe outcomes that are set aside, visibly and not for ever.
# suppressions:
#   - probe: releases_are_tagged
#     owner: release manager
#     reason: Releases are cut in another repository.
#     expires: 2027-06-30

# Answers, by a role and never by a name: yes, largely, partly, no, not_applicable (with a reason), unknown.
"""
_PLAIN = re.compile(r"[A-Za-z0-9(/][^:#\n\t\\\"'\[\]{},&*!|>%@`]*(?:[/:][A-Za-z0-9][^:#\n\t\\\"'\[\]{},&*!|>%@`]*)*")
_KEYWORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_BOM = b"\xef\xbb\xbf"
_ANSWER_KEYS = ("value", "role", "reason", "document", "given", "expires")
_LOSS = (
    "{name}: the answer to {what} cannot be put in without altering something else. "
    "Nothing was written; add it by hand."
)
_Edit = tuple[int, int, str]
"""Start, end and new text of a replacement."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written."""

    answers: tuple[Answer, ...] = ()
    """Put in place of the answer to the same criterion, or added at the end."""


def write(path: Path, changes: Changes) -> None:
    """Write changes through: a new file beside the old one, renamed over it when it is whole.

    Creates the file, with comments that explain every key, when it is absent.

    Raises:
        InvalidInput: the file on disk is broken; it is left as it is.
        SourceUnavailable: it cannot be read or written.
    """
    with whole.turn(path):
        settings.check_place(path, path.name)
        before = settings.read(path, "Nothing was changed.") if path.exists() else TEMPLATE.encode()
        settings.write(path, changed(before, changes, path.name))


def changed(content: bytes, changes: Changes, name: str) -> bytes:
    """Return the content with the changes applied, and nothing else altered.

    Raises:
        InvalidInput: the content is broken, or the changes cannot be made without loss.
    """
    answers = tuple({a.criterion: a for a in changes.answers}.values())
    root = parse(content, name)
    if not answers:
        return content
    _check_answers(answers, name)
    text = decode(content)
    newline = "\r\n" if "\r\n" in text else "\n"
    bom = _BOM if content.startswith(_BOM) else b""
    after = bom + _with_answers(text, root, answers, newline, name).encode()
    if len(after) > settings.BOUNDS.size:
        raise InvalidInput(
            f"{name}: would grow over {settings.BOUNDS.size:,} bytes. Nothing was written; shorten reasons."
        )
    _check(root, parse(after, name), answers, name)
    return after


def _with_answers(text: str, root: Node, answers: Sequence[Answer], newline: str, name: str) -> str:
    if not isinstance(root, Mapping) or (root.flow and root.entries):
        raise InvalidInput(f"{name}:{root.line}:{root.column}: write the file as `key: value` lines first.")
    blocks = "answers:" + "".join(_block(a, 2, newline) for a in answers)
    if root.flow:  # a lone `{}`
        return _apply(text, [(root.start, root.end, blocks)])
    found = next((node for key, node in root.entries if key.text == "answers"), None)
    if found is None:
        return _ended(text, newline) + blocks + newline
    return _apply(text, _edits(text, found, answers, newline, name))


def _edits(text: str, node: Node, answers: Sequence[Answer], newline: str, name: str) -> list[_Edit]:
    """Return the replacements inside the value of `answers`."""
    empty = isinstance(node, Scalar) and node.text.strip() in ("", "~", "null")
    if not (empty or isinstance(node, Mapping)):
        raise InvalidInput(f"{name}:{node.line}:{node.column}: `answers` must hold `criterion: answer` pairs.")
    if not isinstance(node, Mapping) or not node.entries:
        end = _line_end(text, node.end)
        return [(node.start, node.end, ""), (end, end, "".join(_block(a, 2, newline) for a in answers))]
    here = {_bare(key.text): (key, value) for key, value in node.entries}
    edits: list[_Edit] = []
    for answer in answers:
        if answer.criterion in here:
            edits += _entry_edits(text, *here[answer.criterion], answer, newline, flow=node.flow)
    new = [a for a in answers if a.criterion not in here]
    if node.flow:
        end = node.entries[-1][1].end
        return [*edits, (end, end, "".join(f", {_scalar(a.criterion, key=True)}: {_flow(a)}" for a in new))]
    end = _line_end(text, node.end)
    return [*edits, (end, end, "".join(_block(a, node.column - 1, newline) for a in new))]


def _entry_edits(text: str, key: Scalar, node: Node, answer: Answer, newline: str, *, flow: bool) -> list[_Edit]:
    """Change one answer where it stands."""
    if flow or (isinstance(node, Mapping) and node.flow):
        return [(node.start, node.end, _gap(text, node.start) + _flow(answer))]
    if isinstance(node, Mapping):
        return _field_edits(text, node, answer, newline)
    start = key.end if not text[node.start : node.end] else node.start
    end = _line_end(text, node.end)
    removed = (len(text[:start].rstrip(" ")), node.end, "") if text[node.start : node.end] else (end, end, "")
    return [removed, (end, end, _fields_block(answer, key.column + 1, newline))]


def _field_edits(text: str, node: Mapping, answer: Answer, newline: str) -> list[_Edit]:
    fields = dict(_fields(answer))
    edits: list[_Edit] = []
    for key, value in node.entries:
        if key.text not in _ANSWER_KEYS:
            continue
        new = fields.pop(key.text, "")
        edits.append((value.start, value.end, _gap(text, value.start) + new) if new else _line_of(text, key, value))
    end = _line_end(text, node.end)
    pad = " " * (node.column - 1)
    edits.append((end, end, "".join(f"{newline}{pad}{field}: {new}" for field, new in fields.items())))
    return edits


def _gap(text: str, start: int) -> str:
    """Return the space that must stand after a colon where the value was empty."""
    return " " if text[start - 1 : start] == ":" else ""


def _line_of(text: str, key: Node, value: Node) -> _Edit:
    """Return the removal of a field with its line."""
    return text.rfind("\n", 0, key.start), text.find("\n", value.end) if "\n" in text[value.end :] else len(text), ""


def _line_end(text: str, offset: int) -> int:
    """Return the end of the line on which something ends, before its line break."""
    found = text.find("\n", offset)
    end = len(text) if found < 0 else found
    return end - 1 if text[end - 1 : end] == "\r" else end


def _ended(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline


def _apply(text: str, edits: Sequence[_Edit]) -> str:
    """Make all replacements at once; those at one place keep their order."""
    parts: list[str] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda e: (e[0], e[1])):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _block(answer: Answer, indent: int, newline: str) -> str:
    pad = " " * indent
    key = _scalar(answer.criterion, key=True)
    return f"{newline}{pad}{key}:{_fields_block(answer, indent + 2, newline)}"


def _fields_block(answer: Answer, indent: int, newline: str) -> str:
    return "".join(f"{newline}{' ' * indent}{field}: {text}" for field, text in _fields(answer))


def _flow(answer: Answer) -> str:
    return "{" + ", ".join(f"{field}: {text}" for field, text in _fields(answer)) + "}"


def _fields(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "value", answer.value.value
    for field, text in (("role", answer.role), ("reason", answer.reason), ("document", answer.document)):
        if text:
            yield field, _scalar(text)
    for field, day in (("given", answer.given), ("expires", answer.expires)):
        if day:
            yield field, day.isoformat()


def _scalar(text: str, *, key: bool = False) -> str:
    """Return a text as YAML: plain where nobody can misread it, else in double quotes."""
    text = text.strip()
    plain = _PLAIN.fullmatch(text) and text.lower() not in _KEYWORDS and (key or not re.match(r"[\d.+-]+$", text))
    return text if plain else json.dumps(text, ensure_ascii=False)


def _check_answers(answers: Sequence[Answer], name: str) -> None:
    """Refuse what the reader would refuse: what is written must never break the file."""
    for answer in answers:
        fault = pointer_fault(answer.document.strip())
        if answer.value is AnswerValue.NOT_APPLICABLE and not answer.reason.strip():
            fault = "not_applicable needs a reason"
        if fault:
            raise InvalidInput(f"{name}: the answer to {answer.criterion} cannot be written: {fault}.")


def _check(before: Node, after: Node, answers: Sequence[Answer], name: str) -> None:
    """Compare old and new content: the answers must be there, and nothing else may have moved."""
    old, new = _plain(before), _plain(after)
    for answer in answers:
        old.pop(answer.criterion, None)
        entry = new.pop(answer.criterion, ())
        found = {key: value for key, value in entry if key in _ANSWER_KEYS} if isinstance(entry, tuple) else {}
        if found != {key: _read_back(text) for key, text in _fields(answer)}:
            raise InvalidInput(_LOSS.format(name=name, what=answer.criterion))
    if old != new:
        raise InvalidInput(_LOSS.format(name=name, what=answers[0].criterion))


def _read_back(scalar: str) -> str:
    return str(json.loads(scalar)) if scalar.startswith('"') else scalar


def _plain(root: Node) -> "dict[str, object]":
    """Return the file as values, with the answers by criterion beside the other keys."""
    assert isinstance(root, Mapping)  # noqa: S101 - checked before anything is changed
    values: dict[str, object] = {}
    for key, node in root.entries:
        if key.text != "answers":
            values[f" {key.text}"] = _value(node)
        elif isinstance(node, Mapping):
            values.update({_bare(k.text): _value(v) for k, v in node.entries})
    return values


def _bare(written: str) -> str:
    framework, _, local = written.strip().partition(":")
    return f"{framework.partition('@')[0]}:{local}"


def _value(node: Node) -> object:
    if isinstance(node, Mapping):
        return tuple((key.text, _value(value)) for key, value in node.entries)
    if isinstance(node, Scalar):
        return node.text
    return tuple(_value(item) for item in getattr(node, "items", ()))
