"""Do reverts name what they revert and why?"""

from collections.abc import Mapping

from gradatim.model.history import Change, Commit, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.data import pattern
from gradatim.probes.support.subjects import commits_by_id, is_revert, reason_words, words_after_title


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of reverts that name the reverted change and give a reason."""
    commits = commits_by_id(history)
    needed = settings.get("reverts_give_their_reason.words")

    def reasoned(change: Change) -> bool:
        words = max(reason_words(history, change, commits), words_after_title(change.title))
        return _names_it(change, commits) and words >= needed

    return judge_changes(
        history,
        (change for change in human_changes(history) if is_revert(change, commits)),
        reasoned,
        settings,
        noun="reverts",
        verb="name what they revert and why",
    )


def _names_it(change: Change, commits: Mapping[str, Commit]) -> bool:
    # The request that the revert came by is no name of what it takes back.
    title = change.title.replace(f"#{change.request}", "") if change.request else change.title
    if change.revert_of or '"' in title or any(char.isdigit() for char in title):
        return True
    commit = pattern("tracing", "commit")
    return any(commit.search(commits[i].body) for i in (change.id, *change.commits) if i in commits)


PROBE = Probe(
    id="reverts_give_their_reason",
    question="Do reverts name what they revert and why?",
    what="The share of reverts whose message names the reverted change and gives a reason.",
    why="A revert is a failure caught late. Its reason is the cheapest record of a nonconformity and its cause.",
    how="Counts landed changes by people that revert another. Success: the reverted change is named and the message "
    "has a few words (the policy says how many) beyond what git writes by itself.",
    misleads="Reverts are rare, so that the sample is often too small to judge. A reason on the forge alone is not "
    "seen.",
    remedy="Say in the revert what went wrong and where it is followed up. Git asks for the text already.",
    family="changes",
    answer=answer,
)
