"""Several units: one line each with its own verdicts, before the verdict of all."""

import msgspec
from markupsafe import Markup

from gradatim.model.names import edition_name
from gradatim.model.rating import ConformityVerdict, ReadinessState, StagedVerdict, Verdict
from gradatim.model.result import UnitInfo
from gradatim.reports.html import marks
from gradatim.reports.html.index import Index
from gradatim.reports.words import DECISIONS, count, level_title, shared_words


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """One unit."""

    unit: UnitInfo
    cells: tuple[tuple[str, Markup | str], ...]
    """A name of the column and what stands in it."""
    shared: str
    """Of a folder: what it shares with the rest of its repository."""


def rows(index: Index) -> list[UnitRow]:
    """Return a row a unit; none where there is only one."""
    if not index.several:
        return []
    names = {v.framework: edition_name(v.framework, v.edition) for v in index.verdicts}
    own = {(v.unit, v.framework): v for v in index.result.verdicts}
    return [
        UnitRow(
            unit=unit,
            cells=tuple((name, _cell(own.get((unit.id, f)))) for f, name in names.items()),
            shared=shared_words(unit),
        )
        for unit in index.result.units
    ]


def _cell(verdict: Verdict | None) -> Markup | str:
    if isinstance(verdict, StagedVerdict):
        return level_title(verdict.level.low, verdict.level.high)
    if isinstance(verdict, ConformityVerdict):
        tone, name = {
            ReadinessState.READY: ("hold", "yes"),
            ReadinessState.NOT_READY: ("fail", "no"),
            ReadinessState.UNDETERMINED: ("open", "open"),
        }[verdict.decision]
        return marks.state(tone, name, DECISIONS[verdict.decision])
    return "–"


def facts(unit: UnitInfo) -> list[tuple[str, str]]:
    """Return what was looked at in a unit, as names and words."""
    read = [
        f"git history ({count(unit.commits_total, 'commit')}, {unit.commits_in_period:,} in the period, "
        f"{count(unit.changes_in_period, 'landed change')})"
        if unit.revision
        else "no history",
        count(unit.releases_in_period, "release"),
        count(unit.documents, "document"),
        count(unit.pipelines, "active pipeline definition"),
    ]
    out = [("Read", ", ".join(read))]
    if unit.folder:
        out += _folder(unit)
    if unit.period:
        out.append(("Period", f"{unit.period.start} to {unit.period.end}"))
    if unit.style:
        out.append(("Working style", unit.style))
    if unit.first_day and unit.last_day:
        out.append(("History", f"{unit.first_day} to {unit.last_day}"))
    if unit.revision:
        out.append(("People", f"{unit.people_in_period:,} in the period, as pseudonyms; bots left out"))
    return out


def _folder(unit: UnitInfo) -> list[tuple[str, str]]:
    """Return what is the folder's own and what it shares; records of the latter are marked where they are listed."""
    shared = shared_words(unit)
    out = [("Folder", f"{unit.folder}; history is that of the changes which touched it")]
    if shared:
        out.append(("Shared", f"{shared}: they stand above the folder and apply to others too"))
    if unit.pipelines_elsewhere:
        left = count(unit.pipelines_elsewhere, "active pipeline definition")
        out.append(("Left out", f"{left} of the repository that no change to the folder starts"))
    return out
