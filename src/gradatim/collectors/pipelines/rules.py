"""Tells what a command, an action, a hook or a name does, by the rules in `stages.yaml`."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from gradatim.collectors.pipelines.words import words
from gradatim.files import yaml_values
from gradatim.model.pipelines import Stage

_ASKS = frozenset(("--help", "--version", "help", "version"))
_OWN_ACTION = re.compile(r"(?!\./)[\w.-]+/[\w.-]+/(?!\.github/workflows/)[\w./-]+")
"""An action in a folder of a repository: an organisation's own collection, whose names say what they do."""
_PLACEHOLDER = re.compile(r"^[\w./+@:%-]+$")


class CommandRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a command does what its group says; see the head of `stages.yaml`."""

    tool: str
    sub: str = ""
    args: str = ""
    unless: str = ""
    soft: str | None = None
    gates: str = ""
    because: str = ""


class CommandGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules for one stage."""

    stage: Stage
    why: str
    rules: tuple[CommandRule, ...]


class ActionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"options": "with"}):
    """When an action, orb, task, plugin or template does what the rule says."""

    uses: str
    stages: tuple[Stage, ...]
    options: dict[str, str] = {}
    unless: dict[str, str] = {}
    soft: dict[str, str] = {}
    gates: dict[str, str] = {}
    never: str = ""
    because: str = ""
    runs: str = ""
    why: str = ""


class NameRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that tells a stage."""

    name: str
    stage: Stage


class HookRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pre-commit hook's id that tells a stage."""

    id: str
    stage: Stage


class Found(msgspec.Struct, frozen=True):
    """A stage that was recognised, and why its failure would not stop anything."""

    stage: Stage
    soft: str = ""
    via: str = ""
    weak: bool = False
    """Told by a name only."""


class _Compiled(msgspec.Struct, frozen=True):
    """A command rule ready to match."""

    stage: Stage
    sub: frozenset[str]
    args: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    soft: re.Pattern[str] | None
    gates: re.Pattern[str] | None
    because: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `stages.yaml`."""

    version: str
    wrappers: dict[str, tuple[str, ...]]
    global_options: dict[str, frozenset[str]]
    besides: dict[str, str]
    verbose: frozenset[str]
    commands: tuple[CommandGroup, ...]
    programs: str
    collections: str
    printing: frozenset[str]
    setup: frozenset[str]
    names: tuple[NameRule, ...]
    hooks: tuple[HookRule, ...]
    actions: tuple[ActionRule, ...]


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return None if text is None or text == "" else re.compile(text)


class Rules:
    """The rules, indexed by tool."""

    def __init__(self, file: _File) -> None:
        self.version = file.version
        self.wrappers: Mapping[str, tuple[str, ...]] = file.wrappers
        self.printing = file.printing
        self._file = file
        self._actions: dict[str, list[ActionRule]] = {}

    @cached_property
    def _tools(self) -> dict[str, list[_Compiled]]:
        tools: dict[str, list[_Compiled]] = {}
        for group in self._file.commands:
            for rule in group.rules:
                compiled = _Compiled(
                    group.stage,
                    frozenset(rule.sub.split()),
                    _pattern(rule.args),
                    _pattern(rule.unless),
                    None if rule.soft is None else re.compile(rule.soft),
                    _pattern(rule.gates),
                    rule.because,
                )
                for tool in rule.tool.split():
                    tools.setdefault(tool, []).append(compiled)
        return tools

    @cached_property
    def _besides(self) -> dict[str, re.Pattern[str]]:
        return {tool: re.compile(p) for tools, p in self._file.besides.items() for tool in tools.split()}

    @cached_property
    def _names(self) -> list[tuple[re.Pattern[str], Stage]]:
        return [(re.compile(rule.name, re.IGNORECASE), rule.stage) for rule in self._file.names]

    @cached_property
    def _hooks(self) -> list[tuple[re.Pattern[str], Stage]]:
        return [(re.compile(rule.id), rule.stage) for rule in self._file.hooks]

    @cached_property
    def _action_patterns(self) -> list[tuple[re.Pattern[str], ActionRule]]:
        return [(re.compile(rule.uses, re.IGNORECASE), rule) for rule in self._file.actions]

    def idle(self, words: Sequence[str]) -> bool:
        """Tell whether a command only prints, moves files about or installs: nothing that a stage could be."""
        tool = tool_name(words[0])
        if tool in self.printing or tool in self._file.setup:
            return True
        return len(words) > 1 and (f"{tool} {words[1]}" in self._file.setup)

    def knows(self, tool: str) -> bool:
        """Tell whether there are rules for a tool."""
        return tool in self._tools

    def command(self, words: Sequence[str]) -> list[Found]:
        """Return the stages of one simple command: its name and its arguments, wrappers already taken off."""
        rules = self._tools.get(tool_name(words[0]))
        if not rules:
            return []
        words = self._without_global_options(words)
        if _ASKS.intersection(words[1:3]) or self._asks_version(words):
            return []
        args = " ".join(words[1:])[:2000]
        besides = self._besides.get(tool_name(words[0]))
        asked = besides.sub("", args) if besides else args
        first = next((w for w in words[1:] if not w.startswith(("-", "+")) and "=" not in w), "")
        found: dict[Stage, Found] = {}
        for rule in rules:
            if (rule.sub and first not in rule.sub) or (rule.args and not rule.args.search(asked)):
                continue
            if rule.unless and rule.unless.search(args):
                continue
            soft = (
                rule.because
                if (rule.soft and rule.soft.search(args)) or (rule.gates and not rule.gates.search(args))
                else ""
            )
            if rule.stage not in found or (found[rule.stage].soft and not soft):
                found[rule.stage] = Found(rule.stage, soft)
        return list(found.values())

    def _asks_version(self, words: Sequence[str]) -> bool:
        """Tell whether only the version is asked: `mvn -V verify` goes on, `ctest -V` says more."""
        return list(words[1:]) == ["-V"] and tool_name(words[0]) not in self._file.verbose

    def _without_global_options(self, words: Sequence[str]) -> Sequence[str]:
        """Leave out options with a value that stand before what the tool is to do."""
        with_value = self._file.global_options.get(tool_name(words[0]))
        rest = list(words[1:])
        while with_value and rest and rest[0].startswith("-"):
            if rest[0] not in with_value and rest[0].partition("=")[0] not in with_value:
                break
            rest = rest[2:] if rest[0] in with_value else rest[1:]
        return [words[0], *rest]

    def action(self, uses: str, options: Mapping[str, str]) -> list[Found]:
        """Return the stages of an action (`owner/name/path`, without its version) with its inputs."""
        name = uses.partition("@")[0].rstrip("/")
        if name not in self._actions:
            self._actions[name] = [rule for pattern, rule in self._action_patterns if pattern.fullmatch(name)]
        if not self._actions[name] and _OWN_ACTION.fullmatch(name):
            return self.named(name) + self._collected(name)
        found: dict[Stage, Found] = {}
        for rule in self._actions[name]:
            if rule.options and not _any(rule.options, options):
                continue
            if rule.unless and _any(rule.unless, options):
                continue
            soft = rule.never
            if not soft and (
                (rule.soft and _any(rule.soft, options)) or (rule.gates and not _any(rule.gates, options))
            ):
                soft = rule.because
            for stage in rule.stages:
                found.setdefault(stage, Found(stage, soft))
        return list(found.values())

    def runs(self, uses: str) -> str:
        """Return the command that an action comes to besides; empty for none."""
        name = uses.partition("@")[0].rstrip("/")
        return next((rule.runs for pattern, rule in self._action_patterns if rule.runs and pattern.fullmatch(name)), "")

    def hook(self, hook_id: str) -> list[Found]:
        """Return the stages of a pre-commit hook."""
        return [Found(stage) for pattern, stage in self._hooks if pattern.fullmatch(hook_id)]

    def _collected(self, name: str) -> list[Found]:
        """Return whether an action of a collection does all that there is, by its name: what it runs lies elsewhere."""
        plain = name.rpartition("/")[2]
        return [Found(Stage.PROGRAM, weak=True)] if re.search(self._file.collections, plain, re.IGNORECASE) else []

    def program(self, name: str) -> list[Found]:
        """Return what a script in an unread language comes to, where its name says that it runs all there is."""
        plain = re.sub(r"\.\w{1,4}$", "", name.rpartition("/")[2])
        return [Found(Stage.PROGRAM, weak=True)] if re.fullmatch(self._file.programs, plain, re.IGNORECASE) else []

    def named(self, name: str) -> list[Found]:
        """Return the stages that a target's or script's name tells."""
        plain = re.sub(r"\.(?:sh|bash|py|pl|rb|js|mjs|cjs|ts|ps1|bat|cmd|php)$", "", name.rpartition("/")[2])
        return [Found(stage, weak=True) for pattern, stage in self._names if pattern.fullmatch(plain)]


def _any(patterns: Mapping[str, str], options: Mapping[str, str]) -> bool:
    return any(name in options and re.search(pattern, options[name]) for name, pattern in patterns.items())


@lru_cache(maxsize=4096)
def tool_name(word: str) -> str:
    """Return the name of a tool: without folder, `.exe`, version of the interpreter or of a wheel."""
    name = word.replace("\\", "/").rpartition("/")[2]
    for end in (".exe", ".cmd", ".bat", ".phar"):
        name = name.removesuffix(end)
    if "@" in name[1:]:
        name = name[: name.index("@", 1)]
    return _version().sub("", name) if _PLACEHOLDER.match(name) else word


@lru_cache(maxsize=1)
def _version() -> re.Pattern[str]:
    return re.compile(words().versioned)


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules that come with the program."""
    return Rules(yaml_values.own(Path(__file__).with_name("stages.yaml"), _File))
