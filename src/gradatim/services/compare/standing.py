"""What the frameworks say of one organisation, and where they come apart."""

from gradatim.model.comparison import Counts, Meeting, Standing
from gradatim.model.names import framework_name
from gradatim.model.rating import AreaRating, ConformityVerdict, StagedVerdict
from gradatim.model.result import CriterionResult, Result
from gradatim.model.words import joined
from gradatim.reports.select import leading_unit, leading_verdicts
from gradatim.reports.words import GOAL_STATES, count, verdict_title
from gradatim.services.compare import links
from gradatim.services.compare.counts import counted
from gradatim.services.compare.interface import CompareError

_HELD, _FAILED = "holds", "fails"


def standing(result: Result, staged: str = "sw-cmm") -> Standing:
    """Return what a result says under a staged framework and under ISO 9001, area by area where a crosswalk joins them.

    Raises:
        CompareError: the result lacks one of the two.
    """
    verdicts = {verdict.framework: verdict for verdict in leading_verdicts(result)}
    grade, conformity = verdicts.get(staged), verdicts.get("iso-9001")
    if not isinstance(grade, StagedVerdict) or not isinstance(conformity, ConformityVerdict):
        raise CompareError(
            f"The result holds {joined([framework_name(id) for id in verdicts]) or 'no verdict'}; comparing needs "
            f"{staged} and iso-9001. Run it again with --framework {staged} --framework iso-9001."
        )
    by_clause = _by_clause(result)
    meetings = tuple(_meeting(area, staged, by_clause) for area in grade.areas)
    return Standing(
        title=result.title,
        date=result.date.isoformat(),
        staged=staged,
        sentences={id: verdict.sentence for id, verdict in verdicts.items()},
        short={id: verdict_title(verdict) for id, verdict in verdicts.items()},
        meetings=meetings,
        gap=_gap(meetings, grade, conformity),
    )


def _by_clause(result: Result) -> dict[str, list[CriterionResult]]:
    found: dict[str, list[CriterionResult]] = {clause: [] for clause in links.clauses()}
    unit = leading_unit(result)
    for criterion in result.criteria:
        framework, _, _ = criterion.id.partition(":")
        if framework == "iso-9001" and criterion.unit == unit:
            for clause, requirements in found.items():
                if criterion.group == clause or criterion.group.startswith(f"{clause}."):
                    requirements.append(criterion)
    return found


def _meeting(area: AreaRating, staged: str, by_clause: dict[str, list[CriterionResult]]) -> Meeting:
    linked = links.between(staged, "iso-9001")
    inside = [link for this, found in linked.items() if this.startswith(f"{area.id}.") for link in found]
    strong = {link.other for link in (*linked.get(area.id, ()), *inside) if link.strength == "strong"}
    clauses = tuple(clause for clause in by_clause if clause in strong)
    requirements = [criterion for clause in clauses for criterion in by_clause[clause]]
    counts = counted(requirements)
    return Meeting(
        area=f"{staged}:{area.id}",
        title=area.title,
        level=area.level,
        rating=GOAL_STATES[area.rating],
        holds=area.supported,
        fails=area.refuted,
        open=area.open + area.unknown,
        clauses=clauses,
        conform=counts.hold,
        against=counts.fail,
        unsettled=counts.open,
        verdict=_verdict(area, counts),
    )


def _verdict(area: AreaRating, counts: Counts) -> str:
    if area.rating == "not_applicable":
        return "left out"
    if not counts.hold + counts.fail + counts.open:
        return "only here"
    one = _HELD if area.rating == "satisfied" else _FAILED if area.rating == "unsatisfied" else ""
    other = _FAILED if counts.fail else "" if counts.open else _HELD
    if one and other:
        return ("both hold" if one == _HELD else "both fail") if one == other else "they differ"
    return "not settled"


def _gap(meetings: tuple[Meeting, ...], grade: StagedVerdict, conformity: ConformityVerdict) -> str:
    both = [m.area.partition(":")[2] for m in meetings if m.verdict == "both fail"]
    differ = [m.area.partition(":")[2] for m in meetings if m.verdict == "they differ"]
    alone = [m.area.partition(":")[2] for m in meetings if m.verdict == "only here" and m.rating == "unsatisfied"]
    parts = []
    if both:
        parts.append(f"Both find weaknesses in {joined(both)}: work there counts twice.")
    if differ:
        parts.append(f"They differ in {joined(differ)}.")
    if alone:
        parts.append(f"{joined(alone)} fails in the CMM alone, with no strongly linked clause.")
    open_areas = sum(m.verdict == "not settled" for m in meetings)
    if open_areas:
        parts.append(f"In {count(open_areas, 'area')} the evidence does not settle what the two say of each other.")
    not_linked = sorted(
        {c.id for c in conformity.clauses if c.minor + c.major and c.id in links.clauses()}
        - {clause for m in meetings for clause in m.clauses}
    )
    if not_linked:
        parts.append(f"ISO 9001 alone finds candidates in {joined(not_linked)}.")
    return " ".join(parts) or f"Nothing sets the two apart: {verdict_title(grade)}, {verdict_title(conformity)}."
