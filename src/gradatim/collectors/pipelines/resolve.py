"""Follows commands through entry points and scripts to the stages they come to, in bounded steps."""

from gradatim.collectors.pipelines import scripts, wrappers
from gradatim.collectors.pipelines.arguments import put_in
from gradatim.collectors.pipelines.bounds import MAX_DEPTH, Bounds
from gradatim.collectors.pipelines.coverage import CoverageConfig
from gradatim.collectors.pipelines.entrypoints.interface import Call, Recipe
from gradatim.collectors.pipelines.entrypoints.make import WITH_VALUE as MAKE_OPTIONS
from gradatim.collectors.pipelines.entrypoints.make import checks_nothing
from gradatim.collectors.pipelines.entrypoints.registry import CALLERS, SCRIPT_RUNNERS
from gradatim.collectors.pipelines.outcomes import Hit, Outcome, all_found, merge, through
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found, Rules, tool_name
from gradatim.collectors.pipelines.running import Run, Shell
from gradatim.collectors.pipelines.settings import ToolSettings
from gradatim.collectors.pipelines.targets import Targets
from gradatim.model.pipelines import Stage

_GENERATED_MAKE = (
    "CMakeLists.txt",
    "configure.ac",
    "configure.in",
    "Makefile.PL",
    "meson.build",
    "Makefile.am",
    "configure",
    "Build.PL",
)
_MAKES = frozenset(("make", "gmake", "nmake", "mingw32-make"))
_SCRIPTS_FIRST = frozenset((*SCRIPT_RUNNERS, "hatch"))
"""`pdm run x` and `poe x` may name a script of pyproject.toml before they name a tool."""


class Resolver:
    """Resolves commands of one unit; answers are kept, so that a target called often is followed once."""

    def __init__(self, project: Project, rules: Rules, coverage: CoverageConfig) -> None:
        self._project = project
        self._rules = rules
        self._coverage = coverage
        self._settings = ToolSettings(project)
        self._bounds = Bounds(project)
        self._shell = Shell(project, rules, self._bounds, self._command, self._known)
        self._targets = Targets(project, rules, self._bounds, self._shell.read)
        self._scripts: dict[Run, list[Hit]] = {}
        self._commands: dict[tuple[tuple[str, ...], str, tuple[str, ...]], Outcome] = {}

    def script(
        self, text: str, folder: str, *, pipefail: bool = True, stop: bool = True, environment: tuple[str, ...] = ()
    ) -> list[Hit]:
        """Return the commands of a step that come to a stage, in order.

        Args:
            text: shell text.
            folder: where it runs, relative to the root.
            pipefail: failures inside pipes are seen.
            stop: the first failure ends the script.
            environment: `NAME=value` that steer tools.
        """
        run = Run(text=text, folder=folder, depth=0, pipefail=pipefail, stop=stop, environment=environment)
        if run not in self._scripts:
            self._scripts[run] = self._shell.read(run)[0]
        return self._scripts[run]

    def recipe(self, recipe: Recipe) -> tuple[Found, ...]:
        """Return the stages of one target."""
        return self._targets.follow(recipe, 0).found

    def _command(self, words: tuple[str, ...], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        """Return what one command comes to."""
        steering = tuple(e for e in environment if e.startswith(("TOXENV=", "TOX_ENV=")))
        key = (words, folder, steering)
        if key not in self._commands:
            if self._bounds.spent() or depth > MAX_DEPTH:
                self._bounds.give_up()
                return Outcome(unknown=True)
            self._commands[key] = self._fresh(words, folder, depth, steering)
        return self._commands[key]

    def _fresh(self, words: tuple[str, ...], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        measured = _coverage_run(words)
        stripped = wrappers.strip(words, self._rules.wrappers, self._known) or words
        if text := wrappers.inner_script(stripped) or wrappers.remote_script(stripped):
            hits, unknown = self._shell.read(Run(text=text, folder=folder, depth=depth + 1, environment=environment))
            return Outcome(merge(all_found(hits)), unknown)
        scripted = self._python_script(words, folder, depth)
        if scripted is not None:
            return scripted
        rest = wrappers.strip(words, self._rules.wrappers, self._known)
        if not rest:
            return Outcome(measured)
        if self._rules.idle(rest) and not self._rules.command(rest):
            return Outcome(measured)
        outcome = self._known_or_named(rest, folder, depth, environment)
        return Outcome(merge([*outcome.found, *measured]), outcome.unknown) if measured else outcome

    def _known_or_named(self, rest: list[str], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        """Try entry points, rules, files of the unit, and names, in this order."""
        tool = tool_name(rest[0])
        if (caller := CALLERS.get(tool)) is not None and self._project.has_folder(folder):
            called = caller(self._project, Call((tool, *rest[1:]), folder, environment))
            if called is not None:
                return self._targets.called(called, rest, depth)
        if program := wrappers.behind(rest, self._known):
            return self._command(tuple(program), folder, depth + 1, environment)
        found = self._settings.applied(rest, self._rules.command(rest))
        found += self._coverage.gate(rest, found)
        if found:
            return Outcome(merge(found))
        if tool in _MAKES and self._generates_make(folder):
            return self._generated(rest, folder)
        if self._known(tool) and not scripts.is_interpreter(tool):
            return Outcome(unknown=tool not in ("tox", "nox", "pre-commit"))
        return self._file(rest, folder, depth)

    def _generates_make(self, folder: str) -> bool:
        """Tell whether makefiles are made by a tool, so that the usual targets exist without being seen."""
        return bool(self._project.find(folder, *_GENERATED_MAKE) or self._project.find("", *_GENERATED_MAKE))

    def _generated(self, words: list[str], folder: str) -> Outcome:
        """Judge the targets of a makefile that is made by a tool: by their names."""
        made = Call(tuple(words), folder)
        names = [w for w in made.plain(MAKE_OPTIONS) if "=" not in w]
        if "check" in names and checks_nothing(self._project, made):
            return Outcome((Found(Stage.BUILD),))
        return Outcome(merge([f for n in names for f in self._rules.named(n)]), unknown=True)

    def _python_script(self, words: tuple[str, ...], folder: str, depth: int) -> Outcome | None:
        """Follow a script of pyproject.toml; None where the command names none."""
        tool = tool_name(words[0])
        if tool not in _SCRIPTS_FIRST:
            return None
        called = CALLERS[tool](self._project, Call((tool, *words[1:]), folder))
        return self._targets.called(called, list(words), depth) if called else None

    def _file(self, rest: list[str], folder: str, depth: int) -> Outcome:
        """Follow a script of the unit, or judge it by its name."""
        interpreted = scripts.is_interpreter(rest[0])
        for word in rest[: 6 if interpreted else 1]:
            if word.startswith("-") or (interpreted and word is rest[0]):
                continue
            path = scripts.locate(self._project, word, folder)
            if path:
                return self._script_file(path, folder, depth, tuple(rest[rest.index(word) + 1 :]))
            if interpreted:
                break
        if interpreted and len(rest) > 1:
            return Outcome(merge(self._rules.named(rest[1])), unknown=True)
        return Outcome(merge(self._rules.named(rest[0])) if scripts.looks_like_one(rest[0]) else (), unknown=True)

    def _script_file(self, path: str, folder: str, depth: int, arguments: tuple[str, ...] = ()) -> Outcome:
        """Follow a shell script with its arguments put in; judge others by name."""
        named = self._rules.named(path)
        if depth >= MAX_DEPTH:
            self._bounds.give_up()
        if self._bounds.is_open((path, "")) or depth >= MAX_DEPTH:
            return Outcome(merge(named), unknown=True)
        data = self._project.data(path) or b""
        if not scripts.is_shell(path, data):
            return Outcome(merge([*named, *self._rules.program(path)]), unknown=True)
        with self._bounds.following((path, "")):
            text = put_in(data.decode("utf-8", "replace"), arguments)
            run = Run(text=text, folder=folder, depth=depth + 1, stop=scripts.stops(data))
            hits, unknown = self._shell.read(run, path)
        found = through(all_found(hits), path)
        found += [f for f in named if unknown and not any(f.stage is g.stage for g in found)]
        return Outcome(merge(through(found, path)), unknown)

    def _known(self, tool: str) -> bool:
        return self._rules.knows(tool) or tool in CALLERS


def _coverage_run(words: tuple[str, ...]) -> tuple[Found, ...]:
    """`coverage run -m pytest` measures, whatever it runs."""
    names = [tool_name(w) for w in words[:10]]
    for index, name in enumerate(names[:-1]):
        if name in ("coverage", "coverage3") and names[index + 1] == "run":
            return (Found(Stage.COVERAGE),)
    return ()
