"""Are changes small enough to be reviewed?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.paths import role_of

NOT_READ = frozenset({"vendored", "generated", "dependency"})
"""Files that nobody reads line by line."""
BY_FILES = "Lines were not counted; a change's size is taken from the number of its files."


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes that a person can review at one sitting."""
    changes = human_changes(history)
    lines, files = settings.get("changes_are_small.lines"), settings.get("changes_are_small.files")
    with_lines = bool(changes) and all(change.id in history.lines for change in changes)

    def small(change: Change) -> bool:
        if with_lines:
            return sum(history.lines[change.id]) <= lines
        return files_to_read(change) <= files

    bound = f"at most {lines:.0f} lines" if with_lines else f"at most {files:.0f} files"
    return judge_changes(
        history,
        changes,
        small,
        settings,
        noun="changes",
        verb=f"have {bound}",
        caveats=() if with_lines else (BY_FILES,),
    )


def files_to_read(change: Change) -> int:
    """Return the number of files in a change that a reviewer has to read."""
    skipped = sum(1 for file in change.files if role_of(file.path) in NOT_READ)
    return max(change.files_total, len(change.files)) - skipped


PROBE = Probe(
    id="changes_are_small",
    question="Are changes small enough to be reviewed?",
    what="The share of changes whose size a reviewer can take in at one sitting.",
    why="Review finds most defects in changes of up to a few hundred lines; beyond that it becomes a formality.",
    how="Counts landed changes by people. Success: lines added and deleted stay within the policy's bound; where "
    "lines were not counted, the number of files to read (no vendored, generated or lock files) does.",
    misleads="A rename over many files is large and easy to review; a change of one line may not be. Direct commits "
    "are small by nature: smallness alone does not show that anybody looked.",
    remedy="Split work into requests that do one thing; stack them where they depend on each other.",
    family="changes",
    answer=answer,
)
