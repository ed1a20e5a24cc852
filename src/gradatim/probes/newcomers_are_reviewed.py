"""Are first-time contributors' changes looked at by an established person?"""

from gradatim.model.evidence import Period
from gradatim.model.history import Change, History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.records import day
from gradatim.probes.support.reviews import passed_on_caveat, reviewers_of, why_unknowable

DAY = 86_400
STRANGER = "reviewed by people without a commit of their own here: whether they are established is not in a clone"
UNKNOWN = "Who is new cannot be told: first commits of people are not known in this history."


def answer(history: History, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of newcomers' changes that an established person reviewed."""
    first = {p.id: p.first for p in history.people if p.first}
    if not first or history.shallow or history.cut_at:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=UNKNOWN)
    begun = history.begun or history.first_time
    since = settings.get("newcomers_are_reviewed.days") * DAY

    def new_at(person: str, when: int) -> bool:
        return first.get(person, when) > when - since

    def by_newcomers(change: Change) -> bool:
        started = (first.get(author) for author in change.authors)
        # Who was there when the project began, or came with an older history, is no newcomer.
        joined = all(s is not None and period.covers(day(s)) and s - begun > since for s in started)
        return joined and all(new_at(author, change.landed) for author in change.authors)

    traces, hidden = reviewers_of(history), why_unknowable(history)

    def looked_at(change: Change) -> bool:
        return any(not new_at(t.person, change.landed) for t in traces(change))

    def unknowable(change: Change) -> str:
        by_strangers = any(t.person not in first for t in traces(change))
        return STRANGER if by_strangers and not looked_at(change) else hidden(change)

    changes = tuple(change for change in human_changes(history) if by_newcomers(change))
    return judge_changes(
        history,
        changes,
        looked_at,
        settings,
        noun="changes by newcomers",
        verb="seen by an established person",
        unknowable=unknowable,
        caveats=passed_on_caveat(history, changes),
    )


PROBE = Probe(
    id="newcomers_are_reviewed",
    question="Are first-time contributors' changes looked at by an established person?",
    what="The share of changes by people in their first weeks with the project that an established person reviewed.",
    why="Newcomers know the rules least. That their first work is looked at is how people are brought to competence.",
    how="A newcomer's first commit lies in the period, at most the policy's number of days before the change, and by "
    "more than that after the project's first. "
    "Counts their landed changes; success: a reviewer (see `changes_are_reviewed`) whose own first commit is older "
    "than that.",
    misleads="A reviewer who never wrote a commit here may be established or not: such changes are left out and widen "
    "the interval. A person who returns under a name that cannot be merged looks new. People who pair leave no trace. "
    "In a young project everybody is new: its founders are not counted. Shallow clones hide who is new: nothing is "
    "judged then.",
    remedy="Give every newcomer a reviewer; a welcome bot or ownership file can ask for one.",
    family="review",
    answer=answer,
)
