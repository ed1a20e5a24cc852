"""Is the licence of the product stated?"""

from gradatim.model.dependencies import DependencyFacts, ListedFile
from gradatim.model.evidence import Evidence
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.records import file_record


def answer(dependencies: DependencyFacts) -> ProbeResult:
    """Tell whether a licence file is there."""
    found = sorted((f for f in dependencies.files if f.what == "licence"), key=lambda f: (f.path.count("/"), f.path))
    if not found:
        return ProbeResult(outcome=Outcome.FALSE, message="No licence file was found.")
    first, known = found[0], sorted({f.detail for f in found if f.detail})
    message = f"{first.path} states the licence" + (f": {first.detail}." if first.detail else ".")
    others = [name for name in known if name != first.detail]
    message += f" Other files name {', '.join(others[:5])}." if others else ""
    caveats = () if known else ("The licence's text was not recognised.",)
    return ProbeResult(outcome=Outcome.TRUE, message=message, support=tuple(_show(f) for f in found), caveats=caveats)


def _show(file: ListedFile) -> Evidence:
    summary = f"{file.path} ({file.detail})" if file.detail else file.path
    return file_record(None, file.path, summary=summary, source="dependencies")


PROBE = Probe(
    id="licence_is_stated",
    question="Is the licence of the product stated?",
    what="The licence files of the repository and the licences recognised in them.",
    why="Without a stated licence nobody knows what they may do with the product: a requirement of law and of "
    "customers.",
    how="Looks for licence files of the project itself; those of vendored code are left out.",
    misleads="In-house software may have no licence file and need none. A licence named in a manifest alone is not "
    "counted.",
    remedy="Put the licence's text at the top of the repository, for in-house software a notice of ownership.",
    family="dependencies",
    answer=answer,
)
