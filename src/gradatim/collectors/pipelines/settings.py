"""What calls come to because of the settings of their tools: `settings.yaml` says which files and lines make it so."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found, tool_name
from gradatim.files import yaml_values
from gradatim.model.pipelines import Stage

MAX_FILES = 300
MAX_CHARACTERS = 400_000
_DEPTH = 3


class _Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `settings.yaml`; its head tells what each field means."""

    tools: frozenset[str]
    files: str
    line: str
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
    parts: dict[str, str]
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
        paths = setting_paths(project)
        self._held = [h for s in _data().settings if (h := _look(project, paths, s)) is not None]

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
    return sorted(found, key=lambda p: (p.count("/"), p))[:MAX_FILES]


def _look(project: Project, paths: Sequence[str], setting: _Setting) -> _Held | None:
    """Return where a setting is held; None where no file holds it."""
    named = [p for p in paths if re.search(setting.files, p)]
    if setting.also and not any(re.search(setting.also, _text(project, p, setting)) for p in named):
        return None
    line = re.compile(setting.line, re.MULTILINE | re.DOTALL if setting.left_out else re.MULTILINE)
    for path in named:
        text = _text(project, path, setting)
        if match := line.search(text):
            soft = setting.because if setting.soft and re.search(setting.soft, text) else ""
            return _Held(setting, f"{path}:{text.count(chr(10), 0, match.end()) + 1}", soft)
    return None


def _text(project: Project, path: str, setting: _Setting) -> str:
    """Return a file's text without the parts that do not count; lines keep their numbers."""
    text = (project.text(path) or "")[:MAX_CHARACTERS]
    if not setting.left_out:
        return text
    part = re.compile(_data().parts[setting.left_out], re.DOTALL)
    return part.sub(lambda m: "\n" * m[0].count("\n"), text)
