"""Java and its neighbours: Maven, Gradle (version catalogues, lock files, verification metadata), sbt, Ivy, Clojure.

XML is read with patterns on the few elements needed, so that no entity is ever expanded.
"""

import re
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.pipelines.tame import between, load_toml, without_comments

_LOOSE = re.compile(r"[\[\](),+*]|LATEST|RELEASE|SNAPSHOT|latest\.")
_CONFIGURATION = (
    r"\w*[iI]mplementation|\w*[aA]pi|\w*[cC]ompileOnly\w*|\w*[rR]untimeOnly|compile|testCompile|runtime|provided|kapt|ksp"
    r"|annotationProcessor|classpath|detektPlugins|errorprone"
)
_GRADLE = re.compile(
    rf"(?m)^[ \t]*(?:{_CONFIGURATION})\s*\(?\s*(?:platform\(|enforcedPlatform\()?"
    r"\s*[\"']([\w.-]+:[\w.-]+)(?::([^\"'@]+))?"
)
_GRADLE_CATALOG = re.compile(
    r"(?m)^[ \t]*\w*(?:[iI]mplementation|[aA]pi|Only|classpath|Processor)\s*\(?\s*(?:platform\()?libs\.([\w.]+)"
)
_GRADLE_PLUGIN = re.compile(r"""(?m)^[ \t]*id\s*\(?\s*["']([\w.-]+)["']\s*\)?\s*version\s*\(?\s*["']([^"']+)["']""")


def _text(body: str, element: str) -> str:
    match = re.search(rf"<{element}>\s*([^<\s]*)\s*</{element}>", body)
    return match[1] if match else ""


def pom(path: str, text: str) -> ManifestDraft | None:
    """Read pom.xml; what has no version is managed by a parent or a bill of materials, which is exact."""
    plain = without_comments(text, "<!--", "-->")
    if "<project" not in plain[:3000]:
        return None
    items: dict[str, Declared] = {}
    for element in ("dependency", "plugin", "extension", "parent"):
        for body in between(plain, f"<{element}>", f"</{element}>", 1_000):
            name = f"{_text(body, 'groupId')}:{_text(body, 'artifactId')}"
            version = _text(body, "version")
            items.setdefault(name, Declared(name, not _LOOSE.search(version), inside=not version, locked=False))
    return ManifestDraft(tuple(items.values()))


def gradle(path: str, text: str) -> ManifestDraft | None:
    """Read a Gradle build by the usual configurations; what a script computes is not known."""
    plain = without_comments(re.sub(r"(?m)^[ \t]*//.*$", "", text), "/*", "*/")
    items: dict[str, Declared] = {}
    for name, version in _GRADLE.findall(plain):
        items.setdefault(name, Declared(name, bool(version) and not _LOOSE.search(version), locked=False))
    for name, version in _GRADLE_PLUGIN.findall(plain):
        items.setdefault(name, Declared(name, not _LOOSE.search(version), locked=False))
    for name in _GRADLE_CATALOG.findall(plain):
        items.setdefault(f"libs.{name}", Declared(f"libs.{name}", pinned=True, inside=True, locked=False))
    return ManifestDraft(tuple(items.values())) if items else None


def catalog(path: str, text: str) -> ManifestDraft | None:
    """Read a Gradle version catalogue."""
    data = load_toml(text)
    items = []
    for section in ("libraries", "plugins"):
        table: Any = data.get(section)
        for name, value in table.items() if isinstance(table, dict) else []:
            version = str(value.get("version", "")) if isinstance(value, dict) else str(value).rpartition(":")[2]
            items.append(
                Declared(name, not _LOOSE.search(version.replace("{", "").replace("'ref':", "")), locked=False)
            )
    return ManifestDraft(tuple(items)) if items else None


def sbt(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of an sbt build."""
    found = re.findall(r'"([\w.-]+)"\s*%%?%?\s*"([\w.-]+)"\s*%\s*("[^"]*"|\w[\w.]*)', text)
    items = {f"{g}:{a}": Declared(f"{g}:{a}", not _LOOSE.search(v), locked=False) for g, a, v in found}
    return ManifestDraft(tuple(items.values())) if items else None


def lein(path: str, text: str) -> ManifestDraft | None:
    """Read Leiningen's project.clj or deps.edn."""
    found = re.findall(r'\[\s*([\w./-]+)\s+"([^"]+)"|([\w./-]+)\s*\{\s*:mvn/version\s+"([^"]+)"', text)
    items = {a or c: Declared(a or c, not _LOOSE.search(b or d), locked=False) for a, b, c, d in found}
    return ManifestDraft(tuple(items.values())) if items else None


MANIFESTS = (
    ManifestKind("maven", r"(?:^|/)pom\.xml$", pom),
    ManifestKind("gradle", r"(?:^|/)(?:build|settings|[\w.-]+)\.gradle(?:\.kts)?$", gradle),
    ManifestKind("gradle", r"(?:^|/)[\w.-]*\.versions\.toml$", catalog, structured=True),
    ManifestKind("sbt", r"(?:^|/)(?:build|plugins|dependencies)\.sbt$|(?:^|/)project/Dependencies\.scala$", sbt),
    ManifestKind("clojars", r"(?:^|/)(?:project\.clj|deps\.edn)$", lein),
)
_BUILDS = ("build.gradle", "build.gradle.kts")
LOCKS = (
    LockKind(
        "gradle",
        r"(?:^|/)(?:gradle|buildscript-gradle)\.lockfile$|(?:^|/)gradle/dependency-locks/[^/]+\.lockfile$",
        rb"(?m)^[^#\s=:]+:[^#\s=]+=",
        b"",
        _BUILDS,
    ),
    LockKind(
        "gradle", r"(?:^|/)gradle/verification-metadata(?:\.dryrun)?\.xml$", rb"<component\s", rb"<artifact\s", _BUILDS
    ),
    LockKind("maven", r"(?:^|/)lockfile\.json$", rb'"artifactId"', rb'"checksum"', ("pom.xml",)),
    LockKind(
        "maven",
        r"(?:^|/)maven_install\.json$",
        rb'"version":|"coord":',
        rb'"sha256":|"jar":',
        ("WORKSPACE", "MODULE.bazel"),
    ),
)
