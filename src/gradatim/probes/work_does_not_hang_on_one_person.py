"""Is the work spread over several people?"""

from collections import Counter

from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import automations, history_caveats, human_changes, percent


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Tell how far the landed work hangs on its most active author."""
    changes, automatic = human_changes(history), automations(history)
    if len(changes) < settings.minimum_sample:
        message = f"Only {len(changes)} changes landed in the period; {settings.minimum_sample} are needed to judge."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=history_caveats(history))
    counts = Counter(author for change in changes for author in set(change.authors) - automatic)
    share = max(counts.values(), default=0) / len(changes)
    half = fewest_for(counts, len(changes) / 2)
    spread = share <= settings.get("work_does_not_hang_on_one_person.most")
    message = (
        f"{len(counts)} people wrote {len(changes)} changes; the most active had part in {percent(share)} %, "
        f"and half of the work came from {half} {'person' if half == 1 else 'people'}."
    )
    return ProbeResult(
        outcome=Outcome.TRUE if spread else Outcome.FALSE, message=message, caveats=history_caveats(history)
    )


def fewest_for(counts: Counter[str], amount: float) -> int:
    """Return the smallest number of people whose changes together reach an amount."""
    reached, people = 0, 0
    for _, number in counts.most_common():
        if reached >= amount:
            break
        reached, people = reached + number, people + 1
    return people


PROBE = Probe(
    id="work_does_not_hang_on_one_person",
    question="Is the work spread over several people?",
    what="The share of landed changes in which the most active author had part, and how few people made half of them.",
    why="Work that hangs on one person stops with that person, and nobody is left to review.",
    how="Counts landed changes by people and their authors, co-authors included. TRUE if the most active one had part "
    "in no more than the policy's share. People are not named and no figure for anyone is kept.",
    misleads="A change of one line counts as much as a large one. Co-authors who are not named are not seen. One "
    "person under several names that cannot be merged makes the work look spread.",
    remedy="Share work out, name co-authors, bring a second person into each area.",
    family="people",
    answer=answer,
)
