"""How long what people say counts, and what is said of it where it does not."""

from datetime import date

from gradatim.model.answers import Answer, NotApplicable
from gradatim.model.evidence import Problem
from gradatim.model.policy import PolicyValues

NOTHING = "names nothing in this framework"


def expired(said: Answer | NotApplicable, policy: PolicyValues, on: date) -> str:
    """Say why something that was said counts no longer: by its own date, else by its age; empty where it counts."""
    if said.expires is not None:
        return f"expired on {said.expires.isoformat()}" if said.expires < on else ""
    since, days = said.given or said.stood, policy.answers.valid_days
    if since is None or (on - since).days <= days:
        return ""
    how = "was given on" if said.given else "bears no date and stands in the file unchanged since"
    return f"{how} {since.isoformat()}, more than {days} days ago"


def not_counted(what: str, location: str, why: str, mend: str) -> Problem:
    """Return the problem that something that was said does not count."""
    return Problem(
        source="answers",
        what=f"What was said about {what} does not count: it {why}.",
        hides="The criterion is judged as if nothing had been said.",
        mend=mend,
        location=location,
    )
