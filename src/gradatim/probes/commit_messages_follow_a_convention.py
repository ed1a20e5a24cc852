"""Do subjects follow one recognisable convention?"""

from collections import Counter

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_commits, judge_commits
from gradatim.probes.support.subjects import convention_names, conventions_of


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of subjects that follow the convention most of them follow."""
    commits = human_commits(history)
    counts = Counter(name for commit in commits for name in conventions_of(commit.subject))
    # The most followed; between equals the narrower one.
    best = max(convention_names(), key=lambda name: counts[name]) if counts else ""
    return judge_commits(
        history,
        commits,
        lambda commit: best in conventions_of(commit.subject),
        settings,
        noun="commits",
        verb=f"follow one convention: {best}" if best else "follow a convention that is known here",
    )


PROBE = Probe(
    id="commit_messages_follow_a_convention",
    question="Do subjects follow one recognisable convention?",
    what="The share of commits by people whose subject follows the convention that most of the project's subjects "
    "follow.",
    why="A convention that is kept shows that the team has rules for its records and follows them; tools can then "
    "sort changes by kind and area.",
    how="Counts commits by people (the question is about commits), without merges. Known conventions: conventional "
    "commits, area first, area in brackets, work item first, number first, gitmoji. The one most followed is judged.",
    misleads="Plain sentences may follow a written rule (capital, imperative, no full stop) that this probe does not "
    "know; a low share then says nothing. In squash projects the forge takes the request's title.",
    remedy="Write the convention into the contributing rules and check it in the pipeline or in a commit hook.",
    family="changes",
    answer=answer,
)
