"""Do commits carry a sign-off?"""

from gradatim.model.history import Commit, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_commits, judge_commits


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of commits with their author's sign-off."""

    def signed_off(commit: Commit) -> bool:
        return any(t.key == "signed-off-by" and t.person == commit.author for t in commit.trailers)

    return judge_commits(
        history, human_commits(history), signed_off, settings, noun="commits", verb="carry their author's sign-off"
    )


PROBE = Probe(
    id="changes_are_signed_off",
    question="Do commits carry a sign-off?",
    what="The share of commits by people with a `Signed-off-by` of their own author.",
    why="A sign-off states that the author may contribute the work under its licence: a record of origin.",
    how="Counts commits by people, without merges. Success: a `Signed-off-by` trailer of the author, under any of the "
    "author's names and addresses.",
    misleads="An author's own sign-off is no review; the probe of review does not count it. Projects that sign a "
    "contributor agreement elsewhere need no sign-off.",
    remedy="Ask for `git commit --signoff` and let a check refuse commits without it.",
    family="changes",
    answer=answer,
)
