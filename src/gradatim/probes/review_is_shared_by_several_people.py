"""Is reviewing spread over several people?"""

from collections import Counter

from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import counted, history_caveats, human_changes, in_order, percent
from gradatim.probes.support.records import change_record
from gradatim.probes.support.reviews import passed_on_caveat, reviewers_of


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Tell how far reviewing hangs on one person."""
    traces = reviewers_of(history)
    reviewed = [(c, {t.person for t in found}) for c in human_changes(history) if (found := traces(c))]
    hidden = sum(1 for c in human_changes(history) if c.review_unknowable and not traces(c))
    if len(reviewed) < settings.minimum_sample or hidden > len(reviewed):
        message = f"{counted(len(reviewed), 'changes')} name a reviewer and {hidden} hide theirs; too little to judge."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message)
    counts = Counter(person for _, people in reviewed for person in people)
    busiest = min(counts, key=lambda person: (-counts[person], person))
    share = counts[busiest] / len(reviewed)
    regular = sum(
        1 for n in counts.values() if n / len(reviewed) >= settings.get("review_is_shared_by_several_people.regular")
    )
    most, everything = settings.get("review_is_shared_by_several_people.most"), len(reviewed) + hidden
    shared = regular >= 2 and share <= most  # two: fewer is no sharing
    message = (
        f"{len(counts)} people reviewed {len(reviewed)} changes, {regular} of them regularly; "
        f"the busiest had part in {percent(share)} %."
    )
    # The hidden ones may all be the busiest's, or all somebody else's.
    low, high = counts[busiest] / everything, (counts[busiest] + hidden) / everything
    open_ = hidden > 0 and (high > most if shared else low <= most)
    if open_:
        message += f" The answer hangs on {hidden} more that a clone cannot judge."
    outcome = Outcome.NOT_AVAILABLE if open_ else Outcome.TRUE if shared else Outcome.FALSE
    return ProbeResult(
        outcome=outcome,
        message=message,
        support=in_order(change_record(history, c) for c, people in reviewed if people != {busiest}),
        counter=in_order(change_record(history, c) for c, people in reviewed if people == {busiest}),
        caveats=(*passed_on_caveat(history, (c for c, _ in reviewed)), *history_caveats(history)),
    )


PROBE = Probe(
    id="review_is_shared_by_several_people",
    question="Is reviewing spread over several people?",
    what="How many people review regularly, and in what share of reviewed changes the busiest of them had part.",
    why="A review that always ends with one person stops when that person is away, and tires.",
    how="Over the changes that carry a reviewer: TRUE if at least two people take part regularly (the policy says in "
    "what share) and the busiest in no more than the policy's share. Changes that only the busiest reviewed stand "
    "against. No figure for a person is kept.",
    misleads="Where one person merges everything (an integrator), that trace hides who reviewed on the forge. Squash "
    "merges hide reviewers altogether: where they are most, nothing is judged.",
    remedy="Assign reviewers by rota or by ownership file; let the reviewer merge.",
    family="review",
    answer=answer,
)
