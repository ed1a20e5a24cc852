"""The three ways to have something explained."""

from pathlib import Path

from gradatim.frameworks import loader
from gradatim.model.framework import Scheme
from gradatim.model.result import Result
from gradatim.rating.explain import proof
from gradatim.reports.json import parse
from gradatim.reports.words import interval_code
from gradatim.services.explain import show
from gradatim.services.explain.catalogue import resolve
from gradatim.services.explain.describe import describe
from gradatim.services.explain.find import find
from gradatim.services.explain.interface import ExplainError, Explanation, Section


def about(name: str, *, form: str = "text", result: Path | None = None) -> str:
    """Explain one id or term; with a result, also where it stands there.

    Raises:
        ExplainError: nothing is called so, or several things are.
        ReportError: the result cannot be read.
    """
    explained = describe(resolve(name))
    if result is not None:
        explained = _with_standing(explained, read_result(result))
    return show.explanation(explained, form)


def search(words: str, *, form: str = "text") -> str:
    """List what has to do with some words."""
    return show.hits(find(words), form)


def why(name: str, result: Path, *, form: str = "text", depth: int = 12, unit: str = "") -> str:
    """Show the proof of a verdict, level, area, goal, clause or criterion of a result.

    Raises:
        ExplainError: the result has nothing of that name.
        ReportError: the result cannot be read.
    """
    found = read_result(result)
    asked = name if name in {v.framework for v in found.verdicts} else resolve(name).id
    frameworks = tuple(loader.load(f.id, f.edition) for f in found.frameworks)
    try:
        node = proof(found, frameworks, asked, unit=unit)
    except LookupError as error:
        raise ExplainError(f"{result}: {error.args[0] if error.args else asked}") from error
    return show.proof(node, form, depth)


def read_result(path: Path) -> Result:
    """Read a result file.

    Raises:
        ExplainError: there is none.
        ReportError: it is damaged or newer.
    """
    try:
        return parse(path.read_bytes(), str(path))
    except OSError as error:
        raise ExplainError(
            f"{path}: cannot be read ({error.strerror}). 'gradatim run' writes gradatim-result.json."
        ) from error


def _with_standing(explained: Explanation, result: Result) -> Explanation:
    schemes = {f.id: Scheme(f.scheme) for f in result.frameworks}
    rows = tuple(
        f"{c.unit}: {interval_code(schemes[c.id.partition(':')[0]], c.low, c.high)} ({c.basis})"
        for c in result.criteria
        if c.id == explained.id
    )
    seen = tuple(f"{o.unit}: {o.message}" for o in result.observations if o.probe == explained.id)
    if not rows + seen:
        return explained
    sections = (*explained.sections, Section("In this result", rows + seen))
    return Explanation(
        id=explained.id,
        kind=explained.kind,
        title=explained.title,
        text=explained.text,
        sections=sections,
        see=explained.see,
    )
