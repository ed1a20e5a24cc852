"""Says what could not be read, what that hides, and how to mend it."""

from datetime import date

from gradatim.model.evidence import Problem


def shallow(commits: int) -> Problem:
    """Return the problem of a clone that was cut off."""
    return Problem(
        source="git",
        what=f"the clone is shallow: only {commits} commits are here",
        hides="everything older: when files came to be, who else worked on them, earlier releases and months",
        mend="run `git fetch --unshallow`",
    )


def elsewhere() -> Problem:
    """Return the note that a `.git` file or a link led to a repository which knows nothing of this folder."""
    return Problem(
        source="git",
        what="`.git` leads to a repository elsewhere that does not name this folder in turn",
        hides="nothing; but what is judged is that repository, and it may not be the one that is meant",
        mend="remove `.git` where that is wrong; else name that repository itself, or run `git worktree repair` in it",
        location=".git",
    )


def partial(absent: int, files: int) -> Problem:
    """Return the problem of a clone without all objects; of its `files` at HEAD so many are `absent`."""
    return Problem(
        source="git",
        what=f"the clone is partial: {absent} of {files} files at HEAD are listed without content, and none is fetched",
        hides="line counts, and the text of documents and pipelines whose content is not here",
        mend="clone again without `--filter`, or check out the branch, which fetches the files of HEAD",
    )


def damaged(complaint: str, commits: int, *, files_missing: bool) -> Problem:
    """Return the problem of a repository in which git stopped half-way."""
    lost = "the paths that older commits changed" if files_missing else "older commits, or what some of them changed"
    return Problem(
        source="git",
        what=f"git stopped half-way ({complaint}); {commits} commits could be read",
        hides=lost,
        mend="run `git fsck`, fetch the missing objects or clone again",
    )


def as_of(end: date, commit: str, made: date, left_out: int) -> Problem:
    """Return the note that the repository was put back to a day in its past."""
    return Problem(
        source="git",
        what=f"judged as it stood on {end}: at commit {commit[:10]} of {made}, without {left_out} later commits",
        hides="what came later, and branches deleted since; `gradatim.yaml` is read as it is now",
        mend="leave `--date` out to judge today; name a `gradatim.yaml` of that day with `--answers`",
    )


def nothing_then(end: date, first: date) -> Problem:
    """Return the problem of a period that ends before the first commit."""
    return Problem(
        source="git",
        what=f"nothing was committed until {end}; the first commit is of {first}",
        hides="everything that history and files could show",
        mend=f"name a day after {first} with `--date`",
    )


def not_so_far_back(end: date, oldest: date, *, shallow: bool) -> Problem:
    """Return the problem of a clone whose history breaks off later than the period's end."""
    fetch = "run `git fetch --unshallow`" if shallow else "run `git fsck`, fetch the missing objects or clone again"
    return Problem(
        source="git",
        what=f"this clone does not go back to {end}: the oldest commit of its main line here is of {oldest}",
        hides="everything that history and files could show of that day",
        mend=f"{fetch}; or name a day from {oldest} on with `--date`",
    )


def tree_cut(complaint: str) -> Problem:
    """Return the problem of a revision whose files could not all be listed."""
    return Problem(
        source="git",
        what=f"git could not list all files at HEAD ({complaint})",
        hides="every document, pipeline and dependency in folders that are missing: what was not seen may be there",
        mend="run `git fsck`, then fetch the missing objects or clone again",
    )


def earlier(last: date, start: date) -> Problem:
    """Return the problem of a period that begins after the last commit."""
    return Problem(
        source="git",
        what=f"the last commit is of {last}, before the period's start on {start}",
        hides="every rate: no change landed in the period",
        mend=f"fetch what is newer, or appraise to a day soon after {last} with `--date`",
    )


def empty() -> Problem:
    """Return the problem of a repository without a commit."""
    return Problem(
        source="git",
        what="the repository has no commit yet",
        hides="everything that history could show",
        mend="commit the work, then run again",
    )
