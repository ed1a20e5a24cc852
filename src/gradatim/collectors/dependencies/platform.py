"""What pipelines and images are made from: container images, actions of GitHub, submodules, pre-commit hooks."""

import re

from gradatim.collectors.dependencies.interface import Declared, ManifestDraft, ManifestKind

_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}")
_FROM = re.compile(r"(?mi)^[ \t]*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?")
_IMAGE = re.compile(r"(?m)^[ \t]*-?\s*image:\s*[\"']?([\w./:@${}-]+)")
_FULL_TAG = re.compile(r":v?\d+\.\d+\.\d+[\w.-]*$")
_USES = re.compile(
    r"(?m)^[ \t]*-?\s*[\"']?uses[\"']?:\s*[\"']?([\w.-]+/[\w./-]+@[\w./-]+|docker://\S+?)[\"']?\s*(?:#.*)?$"
)


def dockerfile(path: str, text: str) -> ManifestDraft | None:
    """Read the base images of a Dockerfile; stages of its own are no components."""
    stages: set[str] = set()
    items = []
    for image, stage in _FROM.findall(text):
        if image.lower() not in stages and image != "scratch" and not image.startswith("$"):
            items.append(_image(image))
        stages.add(stage.lower())
    return ManifestDraft(tuple(items)) if items else None


def _image(image: str) -> Declared:
    digest = bool(_DIGEST.search(image))
    return Declared(
        image.partition("@")[0], digest or bool(_FULL_TAG.search(image)), digest, locked=False, version=image
    )


def compose(path: str, text: str) -> ManifestDraft | None:
    """Read the images of a compose file."""
    items = [_image(i) for i in _IMAGE.findall(text) if "$" not in i]
    return ManifestDraft(tuple(items)) if items else None


def actions(path: str, text: str) -> ManifestDraft | None:
    """Read the actions of a workflow or composite action; a commit id is a checksum at the same time."""
    items: dict[str, Declared] = {}
    for use in _USES.findall(text):
        digest = bool(re.search(r"@[0-9a-f]{40}$", use) or _DIGEST.search(use))
        items[use] = Declared(use, digest, digest, locked=False, version="")
    return ManifestDraft(tuple(items.values()), development=True) if items else None


def submodules(path: str, text: str) -> ManifestDraft | None:
    """Read .gitmodules: the tree fixes each to a commit."""
    found = re.findall(r"(?m)^[ \t]*path\s*=\s*(\S.*?)\s*$", text)
    return (
        ManifestDraft(tuple(Declared(n, pinned=True, hashed=True, locked=False, version="") for n in found))
        if found
        else None
    )


def hooks(path: str, text: str) -> ManifestDraft | None:
    """Read the repositories of a pre-commit configuration: a tag is exact, a commit id is a checksum too."""
    items = []
    for block in re.split(r"(?m)^[ \t]*-\s*repo:\s*", text)[1:]:
        address = block.split()[0].strip("\"'") if block.split() else ""
        revision = re.search(r"(?m)^[ \t]*rev:\s*[\"']?([\w./-]+)", block)
        if address not in ("local", "meta", "") and revision:
            commit = bool(re.fullmatch(r"[0-9a-f]{40}", revision[1]))
            items.append(
                Declared(
                    address,
                    commit or bool(re.search(r"\d+\.\d+|\d{4}", revision[1])),
                    commit,
                    locked=False,
                    version=revision[1],
                )
            )
    return ManifestDraft(tuple(items), development=True) if items else None


MANIFESTS = (
    ManifestKind(
        "docker", r"(?:^|/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:[Dd]ockerfile|containerfile)$", dockerfile
    ),
    ManifestKind("docker", r"(?:^|/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$", compose),
    ManifestKind("github-actions", r"^\.github/(?:workflows/[^/]+|actions/.*action)\.ya?ml$|^action\.ya?ml$", actions),
    ManifestKind("git-submodules", r"^\.gitmodules$", submodules),
    ManifestKind("pre-commit", r"(?:^|/)\.pre-commit-config\.ya?ml$", hooks),
)
