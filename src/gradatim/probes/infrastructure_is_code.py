"""Probe: is the infrastructure defined as code?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.operations import found_as_code


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from all infrastructure paths."""
    return found_as_code(pipelines, "", "infrastructure definition")


PROBE = Probe(
    id="infrastructure_is_code",
    question="Is the infrastructure defined as code?",
    what="Looks for definitions of servers, clusters, networks, deployments and their settings in the tree.",
    why=(
        "Infrastructure in version control is reviewed, traced and restored like the product: it is under "
        "configuration management instead of beside it."
    ),
    how="True when such definitions are in the tree, outside examples, fixtures and vendored code.",
    misleads=(
        "Charts and templates that users install are part of the product, and look the same. A library has no "
        "infrastructure; a separate operations repository may hold it."
    ),
    remedy="Describe what runs where in a definition that a pipeline applies, and stop changing it by hand.",
    family="operations",
    answer=answer,
)
