"""Checks the commands that contributors' documents name: targets of make, environments of tox, sessions, scripts."""

import re

import msgspec

from gradatim.collectors.documents.parsed import Parsed

# What is read to know the entry points, by file name.
READ = frozenset(
    {
        "makefile", "gnumakefile", "makefile.am", "makefile.in", "tox.ini", "setup.cfg", "pyproject.toml",
        "noxfile.py", "package.json", "justfile", "configure.ac", "cmakelists.txt", "configure", "meson.build",
    }
)  # fmt: skip
_MAX_FILES = 60
_MAX_DEPTH = 2
_COMMAND = re.compile(
    r"(?:^|[;&|`$>(]|\bthen )\s*(?:sudo |uv run |poetry run |pipx run |hatch run )?"
    r"(?:(make|gmake)\s+(?:-[jkBs]\d*\s+)*(?!-)([a-z][\w.-]{0,40})(?=\s*$|[\s`;&|)])"
    r"|(tox)\s+(?:run\s+)?(?:-\w\s+)*?-e\s*([\w.,{}-]{1,80})"
    r"|(nox)\s+(?:-s|--session|-e)\s*([\w.-]{1,60})"
    r"|(npm run|npm run-script|yarn run|pnpm run)\s+([\w:.-]{1,60})"
    r"|(just)\s+([a-z][\w-]{1,40})(?=\s*$|[\s`;&|)]))"
)
_TARGET = re.compile(r"^([^\s:#=$][^:#=$\n]{0,300}?)\s*::?(?!=)", re.MULTILINE)
_PHONY = re.compile(r"^\.PHONY\s*:\s*(.+)$", re.MULTILINE)
_RECIPE = re.compile(r"^@?([a-z][\w-]*)(?:\s+[^:=\n]{0,200})?:(?!=)", re.MULTILINE)
_UNKNOWABLE = re.compile(r"^\s*-?include\s|^[^\n#:]{0,80}%[^\n:]{0,80}:|^\$\(|\$\(eval|\bdefine\s", re.MULTILINE)
_GENERATED = ("makefile.am", "makefile.in", "configure.ac", "configure", "cmakelists.txt", "meson.build")


class Commands(msgspec.Struct, frozen=True, kw_only=True):
    """The entry points that exist; None where they cannot be known (generated, or included from elsewhere)."""

    make: frozenset[str] | None = frozenset()
    tox: str | None = ""
    """Text of the tox configuration: names are sought in it, as they may be made of factors."""
    nox: str | None = ""
    npm: str | None = ""
    just: frozenset[str] | None = frozenset()


def wanted(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files to be read for `read_commands`, nearest to the root first."""
    found = [p for p in paths if p.rpartition("/")[2].lower() in READ and p.count("/") <= _MAX_DEPTH]
    return tuple(sorted(found, key=lambda p: (p.count("/"), p))[:_MAX_FILES])


def read_commands(texts: dict[str, str]) -> Commands:
    """Return the entry points of files by path."""
    by_name: dict[str, list[str]] = {}
    for path, text in texts.items():
        by_name.setdefault(path.rpartition("/")[2].lower(), []).append(text)
    python = by_name.get("pyproject.toml", [])
    tox = by_name.get("tox.ini", []) + [t for t in by_name.get("setup.cfg", []) + python if "tox" in t]
    return Commands(
        make=_make(by_name),
        tox="\n".join(tox),
        nox="\n".join(by_name.get("noxfile.py", [])),
        npm="\n".join(by_name.get("package.json", [])),
        just=frozenset(t for text in by_name.get("justfile", []) for t in _RECIPE.findall(text)),
    )


def _make(by_name: dict[str, list[str]]) -> frozenset[str] | None:
    texts = by_name.get("makefile", []) + by_name.get("gnumakefile", [])
    if any(by_name.get(name) for name in _GENERATED) or any(_UNKNOWABLE.search(text) for text in texts):
        return None
    names = {n for text in texts for line in _TARGET.findall(text) for n in line.split()}
    return frozenset(names | {n for text in texts for line in _PHONY.findall(text) for n in line.split()})


def missing_commands(parsed: Parsed, commands: Commands) -> tuple[str, ...]:
    """Return the commands that the document names and that do not exist, as they are typed."""
    missing: dict[str, None] = {}
    for _, code in parsed.code:
        if not any(word in code for word in ("make", "tox", "nox", "run", "just")):
            continue
        for found in _COMMAND.finditer(code[:500]):
            parts = [part for part in found.groups() if part]
            if len(parts) == 2 and not _exists(parts[0], parts[1], commands):
                missing[f"{parts[0]}{_OPTION.get(parts[0], '')} {parts[1]}"] = None
    return tuple(sorted(missing))


# English after "make" at the end of a line.
_WORDS = frozenset({"sure", "it", "sense", "changes", "use", "this", "that", "them", "a", "the", "your"})
_OPTION = {"tox": " -e", "nox": " -s"}


def _exists(tool: str, name: str, commands: Commands) -> bool:
    if tool in ("make", "gmake") and name not in _WORDS:
        return commands.make is None or name in commands.make
    if name in _WORDS:
        return True
    if tool == "just":
        return not commands.just or name in commands.just
    if tool == "tox":
        return all(_tox(part, commands.tox or "") for part in name.split(","))
    if tool == "nox":
        name = re.sub(r"-(py)?\d.*$", "", name)  # a session for one interpreter
    text = commands.nox if tool == "nox" else commands.npm
    pattern = rf"def {re.escape(name)}\b|[\"']{re.escape(name)}" if tool == "nox" else rf"\"{re.escape(name)}\"\s*:"
    return text is None or bool(re.search(pattern, text))


def _tox(name: str, text: str) -> bool:
    """Every factor of an environment's name is known, or is an interpreter."""
    if "{" in name or not name:
        return True
    factors = [f for f in name.split("-") if not re.fullmatch(r"(py|pypy|python)[\d.]*|pynn|py3x", f)]
    return all(re.search(rf"(?<![a-z0-9]){re.escape(factor)}(?![a-z0-9])", text) for factor in factors) and bool(text)
