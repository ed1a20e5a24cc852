"""Java and its neighbours: Maven, Gradle (catalogues, lock files, verification metadata), Eclipse, sbt, Clojure.

XML is read with patterns on the few elements needed, so that no entity is ever expanded.
"""

import re
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.pipelines.tame import between, load_toml, without_comments

_LOOSE = re.compile(r"[\[\](),+*]|LATEST|RELEASE|SNAPSHOT|latest\.")
_CONFIGURATION = (
    r"\w{0,60}(?:[iI]mplementation|[aA]pi|[rR]untimeOnly|[cC]ompileOnly\w{0,60})|compile|testCompile|runtime|provided|kapt|ksp"
    r"|annotationProcessor|classpath|detektPlugins|errorprone"
)
_GRADLE = re.compile(
    rf"(?m)^[ \t]*(?:{_CONFIGURATION})\s*(?:\(\s*)?(?:(?:platform|enforcedPlatform)\(\s*)?"
    r"[\"']([\w.-]+:[\w.-]+)(?::([^\"'@]+))?"
)
_PROPERTY = re.compile(r"\$\{([\w.-]+)\}")
_SET = re.compile(r"<([\w.-]+)>\s*([^<\s]*)\s*</")
_UNIT = re.compile(r'<unit\s[^<>]{0,200}?id="([^"<>]+)"\s+version="([^"<>]*)"')
_SITE = re.compile(r'<repository\s[^<>]{0,200}?location="([^"<>]+)"')
_GRADLE_CATALOG = re.compile(
    r"(?m)^[ \t]*\w{0,60}(?:[iI]mplementation|[aA]pi|Only|classpath|Processor)\s*(?:\(\s*)?(?:platform\()?"
    r"libs\.([\w.]+)"
)
_GRADLE_PLUGIN = re.compile(
    r"""(?m)^[ \t]*id\s*(?:\(\s*)?["']([\w.-]+)["']\s*(?:\)\s*)?version\s*(?:\(\s*)?["']([^"']+)["']"""
)


def _text(body: str, element: str) -> str:
    match = re.search(rf"<{element}>\s*([^<\s]*)\s*</{element}>", body)
    return match[1] if match else ""


def pom(path: str, text: str) -> ManifestDraft | None:
    """Read pom.xml; what has no version is managed by a parent or a bill of materials, which is exact."""
    plain = without_comments(text, "<!--", "-->")
    if "<project" not in plain[:3000]:
        return None
    items: dict[str, Declared] = {}
    properties = _properties(plain)
    for element in ("dependency", "plugin", "extension", "parent", "path"):
        for body in between(plain, f"<{element}>", f"</{element}>", 1_000):
            if element == "path" and not _text(body, "artifactId"):
                continue  # a place in the file system; a path of the compiler names an annotation processor
            name = f"{_text(body, 'groupId')}:{_text(body, 'artifactId')}"
            version = _text(body, "version")
            asked = _PROPERTY.sub(lambda found: properties.get(found[1], found[0]), version)
            if element == "parent" and _is_own_parent(plain, body):
                asked = ""
            items.setdefault(
                name,
                Declared(name, not _LOOSE.search(version), inside=not version, locked=False, version=asked),
            )
    return ManifestDraft(tuple(items.values()))


def _properties(text: str) -> dict[str, str]:
    """Return the properties that a pom sets itself; those of its parents are not known."""
    blocks = between(text, "<properties>", "</properties>", 20_000)
    return {name: value for block in blocks for name, value in _SET.findall(block)}


def _is_own_parent(text: str, parent: str) -> bool:
    """Tell whether a module's parent is of its own project: then its version is the product's own."""
    own = _text(text.replace(parent, "", 1).partition("<dependencies>")[0], "groupId")
    return own in ("", _text(parent, "groupId"))


def target(path: str, text: str) -> ManifestDraft | None:
    """Read an Eclipse target platform: units of update sites and what Maven adds; version 0.0.0 is the newest."""
    plain = without_comments(text, "<!--", "-->")
    if "<target" not in plain[:3000]:
        return None
    units = list(_UNIT.findall(plain))
    for body in between(plain, "<dependency>", "</dependency>", 1_000):
        units.append((f"{_text(body, 'groupId')}:{_text(body, 'artifactId')}", _text(body, "version")))
    sites = " ".join(_SITE.findall(plain))
    items = {
        name: Declared(
            name, version != "0.0.0", locked=False, version=f"{version} {sites if version == '0.0.0' else ''}"
        )
        for name, version in units
    }
    return ManifestDraft(tuple(items.values())) if items else None


def gradle(path: str, text: str) -> ManifestDraft | None:
    """Read a Gradle build by the usual configurations; what a script computes is not known."""
    plain = without_comments(re.sub(r"(?m)^[ \t]*//.*$", "", text), "/*", "*/")
    items: dict[str, Declared] = {}
    for name, version in _GRADLE.findall(plain):
        items.setdefault(
            name, Declared(name, bool(version) and not _LOOSE.search(version), locked=False, version=version)
        )
    for name, version in _GRADLE_PLUGIN.findall(plain):
        items.setdefault(name, Declared(name, not _LOOSE.search(version), locked=False, version=version))
    for name in _GRADLE_CATALOG.findall(plain):
        items.setdefault(f"libs.{name}", Declared(f"libs.{name}", pinned=True, inside=True, locked=False, version=""))
    return ManifestDraft(tuple(items.values())) if items else None


def catalog(path: str, text: str) -> ManifestDraft | None:
    """Read a Gradle version catalogue."""
    data = load_toml(text)
    items = []
    numbers: Any = data.get("versions")
    for section in ("libraries", "plugins"):
        table: Any = data.get(section)
        for name, value in table.items() if isinstance(table, dict) else []:
            version = str(value.get("version", "")) if isinstance(value, dict) else str(value).rpartition(":")[2]
            items.append(
                Declared(
                    name,
                    not _LOOSE.search(version.replace("{", "").replace("'ref':", "")),
                    locked=False,
                    version=_catalogued(value, numbers if isinstance(numbers, dict) else {}),
                )
            )
    return ManifestDraft(tuple(items)) if items else None


def _catalogued(value: Any, numbers: dict[str, Any]) -> str:
    """Return what a catalogue asks of an entry, the number that it refers to in its place."""
    version = value.get("version") if isinstance(value, dict) else None
    named = version.get("ref") if isinstance(version, dict) else None
    return f"{value} {numbers.get(named, '')}" if isinstance(named, str) else str(value)


def sbt(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of an sbt build."""
    found = re.findall(r'"([\w.-]+)"\s*%%?%?\s*"([\w.-]+)"\s*%\s*("[^"]*"|\w[\w.]*)', text)
    items = {f"{g}:{a}": Declared(f"{g}:{a}", not _LOOSE.search(v), locked=False, version=v) for g, a, v in found}
    return ManifestDraft(tuple(items.values())) if items else None


def lein(path: str, text: str) -> ManifestDraft | None:
    """Read Leiningen's project.clj or deps.edn."""
    found = re.findall(r'\[\s*([\w./-]+)\s+"([^"]+)"|([\w./-]+)\s*\{\s*:mvn/version\s+"([^"]+)"', text)
    items = {a or c: Declared(a or c, not _LOOSE.search(b or d), locked=False, version=b or d) for a, b, c, d in found}
    return ManifestDraft(tuple(items.values())) if items else None


MANIFESTS = (
    ManifestKind("maven", r"(?:^|/)pom\.xml$", pom),
    ManifestKind("eclipse", r"\.target$", target),
    ManifestKind("gradle", r"(?:^|/)(?:build|settings|[\w.-]+)\.gradle(?:\.kts)?$", gradle, script=True),
    ManifestKind("gradle", r"(?:^|/)[\w.-]*\.versions\.toml$", catalog, structured=True),
    ManifestKind(
        "sbt", r"(?:^|/)(?:build|plugins|dependencies)\.sbt$|(?:^|/)project/Dependencies\.scala$", sbt, script=True
    ),
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
