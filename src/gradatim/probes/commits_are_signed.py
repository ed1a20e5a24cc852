"""Are commits signed by people (not by the forge)?"""

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_commits, judge_commits


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of commits that carry a person's signature."""
    commits = human_commits(history)
    by_forge = sum(1 for commit in commits if commit.signed_by_forge)
    return judge_commits(
        history,
        commits,
        lambda commit: commit.signed and not commit.signed_by_forge,
        settings,
        noun="commits",
        verb="signed by a person",
        caveats=(f"{by_forge} commits carry the signature of the forge or a service, which did not write them.",)
        if by_forge
        else (),
    )


PROBE = Probe(
    id="commits_are_signed",
    question="Are commits signed by people (not by the forge)?",
    what="The share of commits by people that carry a cryptographic signature other than the forge's.",
    why="A signature ties a change to a key, so that its origin can be checked later.",
    how="Counts commits by people, without merges. Success: a signature is there and is not that of the forge or of a "
    "service (a translation service, a merge queue) that made the commit.",
    misleads="That the signature is valid and the key trusted is not checked: it would need the keys. Squash and "
    "rebase merges by the forge drop the author's signature.",
    remedy="Sign commits with SSH or OpenPGP keys, publish the keys, and require signatures on the main branch.",
    family="changes",
    answer=answer,
)
