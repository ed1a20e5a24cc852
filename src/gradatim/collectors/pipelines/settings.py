"""What calls come to because of the settings of their tools: `settings.yaml` says which files and lines make it so."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found, tool_name
from gradatim.files import yaml_values
from gradatim.model.pipelines import Stage

MAX_FILES = 300
MAX_BYTES = 4_000_000
"""Of all files together; nearer ones come first."""
_DEPTH = 3


class _Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `settings.yaml`; its head tells what each field means."""

    tools: frozenset[str]
    files: str
    line: str
    then: str = ""
    until: str = ""
    also: str = ""
    left_out: str = ""
    when: str = ""
    unless: str = ""
    adds: tuple[Stage, ...] = ()
    gates: tuple[Stage, ...] = ()
    soft: str = ""
    because: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `settings.yaml`."""

    version: str
    parts: dict[str, dict[str, str]]
    settings: tuple[_Setting, ...]


@cache
def _data() -> _File:
    return yaml_values.own(Path(__file__).with_name("settings.yaml"), _File)


@cache
def _any_file() -> re.Pattern[str]:
    return re.compile("|".join(sorted({f"(?:{s.files})" for s in _data().settings})))


class _Held(msgspec.Struct, frozen=True):
    """A setting that a file of the unit holds."""

    setting: _Setting
    place: str
    soft: str

    def applied(self, arguments: str, found: list[Found]) -> list[Found]:
        """Return what a call comes to with it."""
        setting = self.setting
        if not re.search(setting.when, arguments) or (setting.unless and re.search(setting.unless, arguments)):
            return found
        gating = [
            msgspec.structs.replace(f, soft="", via=self.place) if f.stage in setting.gates and f.soft else f
            for f in found
        ]
        known = {f.stage for f in gating if not f.soft}
        return [*gating, *(Found(s, soft=self.soft, via=self.place) for s in setting.adds if s not in known)]


class ToolSettings:
    """The settings of one unit's tools."""

    def __init__(self, project: Project) -> None:
        files = _Files(project)
        self._held = [h for s in _data().settings if (h := _look(files, s)) is not None]

    def applied(self, words: Sequence[str], found: list[Found]) -> list[Found]:
        """Return what a call comes to, with what settings add to it or make it fail."""
        tool, arguments = tool_name(words[0]), " ".join(words[1:])[:2000]
        for held in self._held:
            if tool in held.setting.tools:
                found = held.applied(arguments, found)
        return found


def setting_paths(project: Project) -> list[str]:
    """Return the files that may hold settings, near the root, nearest first."""
    found = [p for p in project.sizes if p.count("/") <= _DEPTH and _any_file().search(p) and not place_of(p).foreign]
    found.sort(key=lambda p: (p.count("/"), p))
    total = list(accumulate(project.sizes[path] for path in found))
    return [path for path, size in zip(found[:MAX_FILES], total, strict=False) if size <= MAX_BYTES]


class _Files:
    """The files that may hold settings, each without the parts that do not count; lines keep their numbers."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._paths = setting_paths(project)
        self._texts: dict[tuple[str, str], str] = {}

    def of(self, setting: _Setting) -> list[tuple[str, str]]:
        """Return path and text of each file that a setting may stand in."""
        return [(p, self._text(p, setting.left_out)) for p in self._paths if re.search(setting.files, p)]

    def _text(self, path: str, left_out: str) -> str:
        if (path, left_out) not in self._texts:
            text = (self._project.text(path) or "") + "\n"  # a comment ends with its line, the last one too
            self._texts[path, left_out] = without(text, _data().parts[left_out]) if left_out else text
        return self._texts[path, left_out]


def _look(files: _Files, setting: _Setting) -> _Held | None:
    """Return where a setting is held; None where no file holds it."""
    named = files.of(setting)
    if setting.also and not any(re.search(setting.also, text) for _, text in named):
        return None
    for path, text in named:
        end = _holds(setting, text)
        if end is not None:
            soft = setting.because if setting.soft and re.search(setting.soft, text) else ""
            return _Held(setting, f"{path}:{text.count(chr(10), 0, end) + 1}", soft)
    return None


def _holds(setting: _Setting, text: str) -> int | None:
    """Return where in a text the setting ends, None where it has none; each place is looked at once."""
    line, until = re.compile(setting.line, re.MULTILINE), re.compile(setting.until)
    match = line.search(text)
    while match and setting.then:
        closed = until.search(text, match.end())
        end = closed.start() if closed else len(text)
        if then := re.compile(setting.then).search(text, match.end(), end):
            return then.end()
        match = line.search(text, end)
    return match.end() if match else None


def without(text: str, parts: Mapping[str, str]) -> str:
    """Return a text without its parts, told by how each begins and ends; one that never ends stays."""
    begins = re.compile("|".join(map(re.escape, parts)))
    kept: list[str] = []
    endless: set[str] = set()
    at = 0
    while match := begins.search(text, at):
        close = parts[match[0]]
        end = -1 if close in endless else text.find(close, match.end())
        if end < 0:
            endless.add(close)
            kept.append(text[at : match.end()])
            at = match.end()
        else:
            kept += text[at : match.start()], "\n" * text.count("\n", match.start(), end + len(close))
            at = end + len(close)
    return "".join((*kept, text[at:]))
