"""The three ways to have something explained."""

import re
from pathlib import Path

from gradatim.frameworks import loader
from gradatim.model.result import Result
from gradatim.rating.explain import proof
from gradatim.rating.words import listed
from gradatim.reports.interface import WIDTH
from gradatim.services import result_file
from gradatim.services.explain import proofs, show
from gradatim.services.explain.describe import describe
from gradatim.services.explain.find import core, find, respelt
from gradatim.services.explain.interface import Entry, ExplainError, Explanation, NoSuchName, Section
from gradatim.services.explain.names import resolve
from gradatim.services.explain.standing import standing

_EDITION = re.compile(r"@[^:]+")
"""A result holds one edition of a framework; its ids name none."""


def about(name: str, *, form: str = "text", result: Path | None = None, width: int = WIDTH) -> str:
    """Explain one id or term; with a result, also where it stands there. Words that name nothing are searched for.

    Raises:
        ExplainError: several things are called so, or nothing is and no text holds the words.
        ReportError: the result cannot be read.
    """
    try:
        entry = _asked(name)
    except NoSuchName:
        found = () if ":" in name else find(name)
        if not found:
            raise
        return show.hits(found, form, f"Nothing is called {name!r}{_read_as(name)}; the words stand in:", width)
    explained = describe(entry)
    if result is not None:
        explained = _with_standing(explained, entry, result_file.read(result))
    return show.explanation(explained, form, width)


def _asked(name: str) -> Entry:
    try:
        return resolve(name)
    except NoSuchName:
        if core(name) == name:
            raise
        return resolve(core(name))


def search(words: str, *, form: str = "text", width: int = WIDTH) -> str:
    """List what has to do with some words."""
    return show.hits(find(words), form, f"Searched for: {respelt(words)}" if _read_as(words) else "", width)


def _read_as(words: str) -> str:
    read = respelt(words)
    return f" (read as {read!r})" if read != words else ""


def why(name: str, result: Path, *, form: str = "text", depth: int = 0, unit: str = "", width: int = WIDTH) -> str:
    """Show the proof of a verdict, level, area, goal, clause or criterion of a result.

    Args:
        name: what is asked about.
        result: the file that holds the result.
        form: text, markdown or json.
        depth: how many steps down; 0 for as many as can be read at one go.
        unit: id or name of the unit; empty for the units together.
        width: columns of the text.

    Raises:
        ExplainError: the result has nothing of that name.
        ReportError: the result cannot be read.
    """
    found = result_file.read(result)
    asked = name if name in {v.framework for v in found.verdicts} else _EDITION.sub("", resolve(name).id)
    frameworks = tuple(loader.load(f.id, f.edition) for f in found.frameworks)
    try:
        node = proof(found, frameworks, asked, unit=_unit(unit, found, result))
    except KeyError as error:
        raise ExplainError(
            f"{result}: does not hold {error.args[0]}, which its own verdicts or frameworks name: it is damaged, or "
            "another version wrote it. Run 'gradatim run' to write it anew."
        ) from error
    except LookupError as error:
        raise ExplainError(f"{result}: {error.args[0] if error.args else asked}") from error
    return proofs.proof(node, form, depth, width)


def _unit(name: str, result: Result, path: Path) -> str:
    """Return the id of the unit that a user calls so: by its id, or by its name as the report shows it."""
    ids = {v.unit for v in result.verdicts}
    if not name or name in ids:
        return name
    called = [u.id for u in result.units if u.title.casefold() == name.casefold()]
    if len(called) == 1:
        return called[0]
    shown = [u.id if u.title == u.id else f"{u.id} ({u.title})" for u in result.units]
    together = sorted(ids - {u.id for u in result.units})
    raise ExplainError(f"{path}: no unit {name!r}; it has {listed([*shown, *together])}.")


def _with_standing(explained: Explanation, entry: Entry, result: Result) -> Explanation:
    rows = standing(entry, result) or ("The result does not speak of it.",)
    here = Section(f"In the result of {result.date}", rows)
    return Explanation(
        id=explained.id,
        kind=explained.kind,
        title=explained.title,
        text=explained.text,
        sections=(here, *explained.sections),
        see=explained.see,
    )
