"""Takes off what stands before the command that matters: `sudo`, `uv run`, `docker run image`, `bash -c`."""

import re
from collections.abc import Callable, Mapping, Sequence

from gradatim.collectors.pipelines.rules import tool_name
from gradatim.collectors.pipelines.words import words as _words

_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")
_PYTHON = re.compile(r"^(?:python|pypy|python\d)[\d.]*t?$")
MAX_STEPS = 12


def is_shell(word: str) -> bool:
    """Tell whether a word calls a shell."""
    return tool_name(word) in _words().shells


def inner_script(words: Sequence[str]) -> str:
    """Return the text that a shell is given: `bash -c '...'`, `su user -c '...'`; empty where it is given none."""
    if not words or tool_name(words[0]) not in _words().shells | {
        "su",
        "cmd",
        "pwsh",
        "powershell",
        "nix-shell",
        "nix",
        "script",
    }:
        return ""
    for index, word in enumerate(words[1:-1], 1):
        if word in ("-c", "--command", "--run", "/c", "-Command", "--commands") or (
            re.fullmatch(r"-[a-z]*c", word) and tool_name(words[0]) in _words().shells
        ):
            return words[index + 1] if tool_name(words[0]) != "nix" else " ".join(words[index + 1 :])
    return ""


def remote_script(words: Sequence[str]) -> str:
    """Return what is run on another machine: `ssh host 'make test'`; empty where nothing is."""
    if not words or tool_name(words[0]) not in _words().remote:
        return ""
    plain = [i for i, w in enumerate(words[1:], 1) if not w.startswith("-")]
    return " ".join(words[plain[1] :]) if len(plain) > 1 else ""


def strip(words: Sequence[str], wrappers: Mapping[str, tuple[str, ...]], known: Callable[[str], bool]) -> list[str]:
    """Return the command that matters.

    Args:
        words: a simple command.
        wrappers: commands that run the one behind them, with options that take a value.
        known: tells whether a tool has rules or is an entry point.
    """
    rest = list(words)
    for _ in range(MAX_STEPS):
        while rest and (_ASSIGNMENT.match(rest[0]) or rest[0] == "--"):
            rest = rest[1:]
        if not rest:
            return []
        shorter = _once(rest, wrappers, known)
        if shorter is None:
            return rest
        rest = shorter
    return rest


def _once(words: list[str], wrappers: Mapping[str, tuple[str, ...]], known: Callable[[str], bool]) -> list[str] | None:
    """Take off one wrapper; None where there is none."""
    tool = tool_name(words[0])
    if _PYTHON.match(tool) or tool in ("py", "coverage", "coverage3"):
        return _python(tool, words)
    if tool in _words().interpreters and len(words) > 1 and not words[1].startswith("-"):
        return words[1:] if known(tool_name(words[1])) else None
    if tool == "find":
        return words[words.index("-exec") + 1 :] if "-exec" in words else None
    if tool in _words().inside:
        return _container(tool, words, known)
    if tool in _words().runners and len(words) > 2:
        return _runner(tool, words, known)
    return _after_options(words, wrappers[tool], tool) if tool in wrappers else None


def _python(tool: str, words: list[str]) -> list[str] | None:
    """`python -m pytest` is pytest; `python setup.py test` is setup.py; `coverage run -m pytest` is both."""
    rest = words[1:]
    if tool.startswith("coverage"):
        if rest[:1] != ["run"]:
            return None
        rest = rest[1:]
    while rest and rest[0].startswith("-"):
        if rest[0].startswith("-") and rest[0].endswith("m") and not rest[0].startswith("--") and len(rest) > 1:
            return [rest[1].replace("_", "-"), *rest[2:]]  # `-m`, and `-Im` with it
        if rest[0] == "-c":
            return None
        rest = rest[2:] if rest[0] in ("-W", "-X", "--source", "--rcfile", "--omit", "--include") else rest[1:]
    return rest if rest and rest[0].endswith(".py") else None


def _container(tool: str, words: list[str], known: Callable[[str], bool]) -> list[str] | None:
    """`docker run --rm image make test` is `make test`: the first word after the image that we know."""
    verbs = [i for i, w in enumerate(words[1:4], 1) if w in _words().inside[tool]]
    if not verbs:
        return None
    plain = [i for i in range(verbs[0] + 1, len(words)) if not words[i].startswith("-")]
    for index in plain:  # `docker run image/shfmt -d .`: the image is the tool
        name = words[index].partition("@")[0].partition(":")[0]
        if "/" in name and not name.startswith((".", "/", "$")) and known(tool_name(name)):
            return [tool_name(name), *words[index + 1 :]]
    for index in plain[1:]:
        word = words[index]
        if known(tool_name(word)) or is_shell(word) or word.startswith("./"):
            return words[index:]
    return None


def _runner(tool: str, words: list[str], known: Callable[[str], bool]) -> list[str] | None:
    """`uv run --group dev tox` is `tox`."""
    if tool == "go" and words[1] == "run":
        return _module(words, known)
    verbs = _words().runners[tool]
    start = 1
    while start < len(words) and words[start].startswith("-") and words[start] not in verbs:
        start += 2 if words[start] in _words().run_values else 1
    if start < len(words) and tool == "uv" and words[start] == "tool":
        start += 1
    if start >= len(words) or words[start] not in verbs:
        return None
    rest = _after_options(words[start:], tuple(_words().run_values), tool)
    if rest and tool == "hatch":  # `hatch run environment:pytest`
        rest[0] = rest[0].rpartition(":")[2]
    return [w for w in rest if w] or None


def _module(words: list[str], known: Callable[[str], bool]) -> list[str] | None:
    """`go run gotest.tools/gotestsum@latest` is gotestsum; a program of the project itself is not looked into."""
    rest = _after_options(words[1:], ("-modfile", "-tags", "-ldflags", "-C", "-exec"), "go")
    return rest if rest and known(tool_name(rest[0])) else None


def behind(words: Sequence[str], known: Callable[[str], bool]) -> list[str] | None:
    """Return the program that a tool runs where no script has its name: `yarn jest`; None for one we do not know."""
    verbs = _words().fall_back.get(tool_name(words[0]))
    if verbs is None:
        return None
    rest = _after_options(list(words), tuple(_words().run_values), "")
    if rest and rest[0] in _words().fall_back_named:
        rest = _after_options(rest[1:], (), "")
    if rest and rest[0] in verbs:
        rest = _after_options(rest, (), "")
    return rest if rest and known(tool_name(rest[0])) else None


def _after_options(words: list[str], with_value: Sequence[str], tool: str) -> list[str]:
    """Return what follows the options of a wrapper."""
    index = 1
    while index < len(words):
        word = words[index]
        if word == "--":
            index += 1
            break
        if word in ("-c", "--command") and tool in ("nix", "npx"):
            index += 1
            break
        if word.startswith("-"):
            index += 2 if word in with_value else 1
        elif (tool == "timeout" and re.match(r"^[\d.$]", word)) or (tool in ("nice", "parallel") and word.isdigit()):
            index += 1
        else:
            break
    return words[index:]
