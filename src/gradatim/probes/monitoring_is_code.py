"""Probe: are monitoring and alerts defined as code?"""

from gradatim.model.observation import ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe
from gradatim.probes.support.operations import found_as_code


def answer(pipelines: PipelineFacts) -> ProbeResult:
    """Judge from infrastructure paths."""
    return found_as_code(pipelines, "monitoring", "monitoring or alert definition")


PROBE = Probe(
    id="monitoring_is_code",
    question="Are monitoring and alerts defined as code?",
    what="Looks among the infrastructure files for alert rules, dashboards and monitor definitions.",
    why=(
        "Alerts under version control are reviewed, can be restored, and show which figures the service is watched by."
    ),
    how="True when such a definition is in the tree, outside examples and vendored code.",
    misleads=(
        "Templates by which users monitor the product are product content and may be taken for own monitoring. A "
        "library needs none; alerts may live in another repository or service."
    ),
    remedy=(
        "Export the alert rules and dashboards into the repository that deploys the service, and apply them from there."
    ),
    family="operations",
    answer=answer,
)
