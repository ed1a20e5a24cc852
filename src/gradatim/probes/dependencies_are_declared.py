"""Are the components in use declared in manifests?"""

from gradatim.model.dependencies import DependencyFacts, Manifest
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.components import manifest_record, own_manifests
from gradatim.probes.support.counting import counted

NO_MANIFEST = (
    "No manifest in a form that is read here. The product may need no components, take them from the system, or "
    "declare them in another form."
)


def answer(dependencies: DependencyFacts, pipelines: PipelineFacts) -> ProbeResult:
    """Tell whether manifests declare the components in use."""
    manifests = own_manifests(dependencies)
    if not manifests:
        outcome = Outcome.NOT_AVAILABLE if pipelines.source_files else Outcome.NOT_APPLICABLE
        return ProbeResult(outcome=outcome, message=NO_MANIFEST)
    declared = sum(m.declared - m.inside for m in manifests)
    kinds = sorted({m.ecosystem for m in manifests})
    message = f"{counted(len(manifests), 'manifests')} ({', '.join(kinds)}) with {counted(declared, 'components')}."
    return ProbeResult(
        outcome=Outcome.TRUE, message=message, support=tuple(manifest_record(m) for m in _largest_first(manifests))
    )


def _largest_first(manifests: tuple[Manifest, ...]) -> list[Manifest]:
    return sorted(manifests, key=lambda m: (-m.declared, m.path))


PROBE = Probe(
    id="dependencies_are_declared",
    question="Are the components in use declared in manifests?",
    what="The project's own manifests and how many components they declare.",
    why="Components from outside are part of the product; what is declared can be checked, updated and accounted for.",
    how="Looks for manifests of package managers and container files at HEAD. Those of vendored code, fixtures and "
    "unused templates are left out. A manifest that declares nothing is a statement too.",
    misleads="That the manifest is complete is not checked. What a build takes from the system (`find_package`, "
    "`pkg-config`) is not read; of build files, what CMake, Bazel and Zig fetch is. Without any nothing is judged.",
    remedy="Declare every component in the manifest of its package manager; containers by file.",
    family="dependencies",
    answer=answer,
)
