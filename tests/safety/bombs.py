"""Files made to take all memory, all time, or to end in a traceback; small here, large where they are opened."""

import io
import zipfile
import zlib

DEEP = 60_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
XML_BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><project><name>&l11;</name></project>'
XML_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "file:///dev/zero">'
    "%p;]><project><name>&e;</name><dependencies><dependency><groupId>&e;</groupId></dependency></dependencies></project>"
)
YAML_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
YAML_MERGE = "a0: &a0 {k: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)
)
YAML_LOOP = "on: push\njobs: &loop\n  a: *loop\n"
YAML_DEEP = "on: " + "[" * DEEP
YAML_OBJECT = "!!python/object/apply:os.system ['touch ran']\n"


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_bomb() -> bytes:
    """Return a document of some kilobytes that unpacks to 200 MB."""
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b" " * 200_000_000 + b"</a>"})


def lying_zip() -> bytes:
    """Return an archive whose directory says that its part is small."""
    body = bytearray(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b" " * 50_000_000}))
    for place in range(len(body) - 4):
        if body[place : place + 4] == (50_000_003).to_bytes(4, "little"):
            body[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(body)


def pdf(objects: list[bytes], trailer: bytes = b"<< /Root 1 0 R /Size 9 >>") -> bytes:
    """Return a PDF of some objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


def _stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


def pdf_bombs() -> dict[str, bytes]:
    """Return PDF files whose tables, pages and streams lead back to themselves, or unpack without end."""
    catalogue, page = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    packed = zlib.compress(b"(x) Tj " * 20_000_000, 9)
    twice = zlib.compress(zlib.compress(b"\0" * 200_000_000, 9), 9)
    deep = b"<< /Type /Catalog /Pages " + b"[" * DEEP + b" >>"
    looped = pdf([catalogue, pages, page, _stream(b"BT (x) Tj ET")])
    return {
        "endless-xref": looped.replace(b"/Size 9", b"/Prev %d" % looped.index(b"xref\n")),
        "kids-loop": pdf([catalogue, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999999 >>"]),
        "contents-loop": pdf([catalogue, pages, page, b"4 0 R"]),
        "deflate-bomb": pdf([catalogue, pages, page, _stream(packed, b"/Filter /FlateDecode")]),
        "double-bomb": pdf([catalogue, pages, page, _stream(twice, b"/Filter [/FlateDecode /FlateDecode]")]),
        "deep": pdf([deep]),
        "never-ends": b"%PDF-1.7\n" + b"1 0 obj\n<< /A " * 100_000,
        "half": looped[: len(looped) // 2],
        "noise": b"%PDF-1.7\n" + bytes(range(256)) * 4_000 + b"startxref\n99999999999999999999\n%%EOF",
    }


def _nested(opening: str, closing: str = "", core: str = "") -> bytes:
    return (opening * DEEP + core + closing * DEEP).encode()


def documents() -> dict[str, bytes]:
    """Return documents that bait patterns into trying everything, nest without end, or include what is outside."""
    line = 400_000
    baits = {
        "spaces": " " * line,
        "hashes": "#" * line,
        "brackets": "[" * line,
        "links": "[a](" * (line // 4),
        "stars": "*" * line + "a",
        "ticks": "`" * line,
        "pipes": "|" * line,
        "dashes": "-" * line + "\n",
        "quotes": ">" * line,
        "entities": "&" * line,
        "angles": "<" * line,
        "comments": "<!--" * (line // 4),
        "tags": "<a " * (line // 3),
        "attributes": "<a href=" + "'" * line,
        "addresses": "a@" * (line // 2),
        "urls": "http://" * (line // 7),
        "dates": "2025-01-" * (line // 8),
        "numbers": "1." * (line // 2),
        "words": "a " * (line // 2) + "!",
        "letters": "a" * line + "!",
        "underline": "Title\n" + "=" * line + "x",
        "tasks": "- [ ] " * (line // 6),
        "newlines": "\n" * line,
        "returns": "\r" * line,
        "tabs": "\t \t" * (line // 3),
        "colons": ":" * line,
        "paths": "a/" * (line // 2) + "b",
        "dots": "." * line,
        "must": "must " * (line // 5),
        "list": "\n".join(["- a"] * 90_000),
        "front": "---\n" + "a: " * 1_000 + "\n" + YAML_BOMB + "---\n",
        "fence": "```\n" * 90_000,
        "heads": "# a\n" * 90_000,
    }
    found = {f"docs/bait/{name}.md": f"# Risk register\n\n{text}\n".encode() for name, text in baits.items()}
    found |= {
        f"docs/rst/{name}.rst": f"Plan\n====\n\n{baits[name]}\n".encode()
        for name in ("underline", "ticks", "dots", "colons", "stars")
    }
    found |= {
        f"docs/adoc/{name}.adoc": f"= Plan\n\n{baits[name]}\n".encode()
        for name in ("dots", "stars", "pipes", "colons", "newlines")
    }
    found |= {
        f"docs/html/{name}.html": f"<html><h1>Plan</h1>{baits[name]}".encode()
        for name in ("angles", "comments", "tags", "attributes", "entities")
    }
    found |= {
        "docs/html/deep.html": _nested("<div>", "</div>", "<h1>Plan</h1>"),
        "docs/html/marked.html": _nested("<![CDATA[<?x "),
        "docs/quotes.md": _nested("> "),
        "docs/indented.md": "\n".join("  " * n + "- a" for n in range(1_200)).encode(),
        "docs/include.rst": b"Plan\n====\n\n.. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n",
        "docs/include.adoc": b"= Plan\n\ninclude::/etc/passwd[]\n",
        "docs/utf16.md": "# Plan\n".encode("utf-16"),
        "docs/nul.txt": b"\0" * 1_000,
        "docs/bom.md": b"\xef\xbb\xbf" * 1_000,
    }
    return found


def containers() -> dict[str, bytes]:
    """Return documents that are archives or databases: they unpack, refer outside, lie about their size, loop."""
    bomb = docx_bomb()
    types = {"[Content_Types].xml": b"<Types/>"}
    found = {
        "docs/bomb.docx": bomb,
        "docs/half.docx": bomb[:5_000],
        "docs/lying.docx": lying_zip(),
        "docs/entities.docx": zipped({"../../evil": b"x", "word/document.xml": XML_BOMB.encode()}),
        "docs/outside.docx": zipped(types | {"word/document.xml": XML_OUTSIDE.encode()}),
        "docs/deep.docx": zipped(types | {"word/document.xml": _nested("<a>")}),
    }
    return found | {f"docs/{name}.pdf": content for name, content in pdf_bombs().items()}


def manifests() -> dict[str, bytes]:
    """Return manifests and lock files that nest, refer to themselves, or expand."""
    json_deep = b'{"dependencies": ' + _nested('{"a":')
    toml_deep = b"a = " + _nested("[", "]")
    return {
        "pom.xml": XML_BOMB.encode(),
        "x.csproj": XML_BOMB.encode(),
        "x.nuspec": XML_OUTSIDE.encode(),
        "packages.config": XML_BOMB.encode(),
        "java/pom.xml": XML_OUTSIDE.encode(),
        "deep/pom.xml": _nested("<a>"),
        "package-lock.json": json_deep,
        "package.json": b'{"scripts": {"a": "npm run b", "b": "npm run a && npm run a", "test": "npm run a"}}',
        "composer.json": json_deep,
        "renovate.json": json_deep,
        "js/package.json": json_deep,
        "deno.json": json_deep,
        "pyproject.toml": toml_deep,
        "Cargo.toml": toml_deep,
        "Cargo.lock": toml_deep,
        "Pipfile": toml_deep,
        "poetry.lock": toml_deep,
        "go.mod": b"require (\n" * 100_000,
        "requirements.txt": b"-r requirements.txt\n-r /etc/passwd\n" * 1_000,
        "Gemfile": b"gem " * 200_000,
        "build.gradle": b"implementation"
        + b" " * 100_000
        + b'x\nid "a"'
        + b"\n" * 100_000
        + b"version"
        + b" " * 100_000,
        "yarn.lock": b'"' * 400_000,
        "pnpm-lock.yaml": YAML_BOMB.encode(),
        "setup.py": b"x = " + b"-" * DEEP + b"1\n",
        "noxfile.py": b"x = " + _nested("(", ")", "1"),
        "setup.cfg": b"[a]\n" + b" x = %(x)s\n" * 1_000,
        "sbom.cdx.json": json_deep,
        "bom.xml": XML_BOMB.encode(),
        "environment.yml": YAML_MERGE.encode(),
    }


def pipelines() -> dict[str, bytes]:
    """Return pipeline definitions that expand, loop, nest or call themselves."""
    loop = b"    {[testenv]commands}\n"
    call = "on: [push, pull_request]\njobs:\n  a:\n    uses: ./.github/workflows/{}.yml\n"
    steps = "on: push\njobs:\n  a:\n    steps:\n    - uses: ./.github/actions/a\n    - run: make a\n"
    matrix = "on: push\njobs:\n  a:\n    strategy:\n      matrix:\n" + "".join(
        f"        k{n}: [{', '.join(map(str, range(100)))}]\n" for n in range(20)
    )
    return {
        ".github/workflows/bomb.yml": YAML_BOMB.encode(),
        ".github/workflows/merge.yml": YAML_MERGE.encode(),
        ".github/workflows/loop.yml": YAML_LOOP.encode(),
        ".github/workflows/deep.yml": YAML_DEEP.encode(),
        ".github/workflows/object.yml": YAML_OBJECT.encode(),
        ".github/workflows/a.yml": call.format("b").encode(),
        ".github/workflows/b.yml": call.format("a").encode(),
        ".github/workflows/steps.yml": steps.encode(),
        ".github/workflows/matrix.yml": (matrix + "    steps: [{run: 'tox -e ${{ matrix.k1 }}'}]\n").encode(),
        ".github/workflows/shell.yml": ('on: push\njobs: {a: {steps: [{run: "' + "$(" * 20_000 + '"}]}}\n').encode(),
        ".github/workflows/tools.yml": b"on: [push, pull_request]\njobs: {a: {steps: [{run: 'mvn verify'}, "
        b"{run: 'gradle check'}, {run: vitest}, {run: pytest}, {run: clang-tidy a.c}, {run: dotnet build}]}}\n",
        ".github/workflows/odd.yml": b"on: {push: 3, 4: [x], null: y}\njobs: [1, {a: b}]\n",
        ".github/workflows/list.yml": b"- 1\n- 2\n",
        ".github/actions/a/action.yml": b"runs:\n  using: composite\n  steps:\n"
        + b"  - uses: ./.github/actions/a\n" * 2,
        ".gitlab-ci.yml": b"include: [.gitlab-ci.yml, ../../etc/passwd, /etc/passwd]\na: {extends: b}\n"
        b"b: {extends: [a, b]}\nc: {script: !reference [c, script]}\n",
        "ci/.gitlab-ci.yml": YAML_BOMB.encode(),
        ".travis.yml": YAML_MERGE.encode(),
        ".circleci/config.yml": YAML_DEEP.encode(),
        "ci/azure-pipelines.yml": b"steps:\n- '${{ if" + b" " * 50_000 + b"x':\n  - script: make\n",
        "azure-pipelines.yml": b"extends: {template: azure-pipelines.yml}\nsteps:\n- template: azure-pipelines.yml\n",
        "Jenkinsfile": b"pipeline {" + b"stage('a') {" * DEEP,
        "ci/Jenkinsfile": b"node { sh '''" + b"\\ " * 100_000,
        "ci/b/Jenkinsfile": b"node { sh " + b"\\'''" * 50_000 + b"/*" * 50_000,
        ".drone.yml": YAML_BOMB.encode(),
        ".cirrus.yml": YAML_LOOP.encode(),
        "Makefile": b"A = $(A)$(B)\nB = $(A)$(A)\n"
        + b"a: a b\n\t$(MAKE) a\nb: a\n\tmake b\ninclude Makefile\n"
        + b"test: "
        + b"t " * 50_000
        + b"\n"
        + b"ifdef A\n" * 20_000,
        "tox.ini": b"[tox]\nenvlist = "
        + b"-".join([b"{a,b,c,d,e,f,g,h}"] * 7)
        + b"\n[testenv]\ncommands =\n"
        + loop * 2,
        "justfile": b"a: b\nb: a\n\tjust a\n",
        "Taskfile.yml": b"tasks: {a: {cmds: [{task: a}, {task: a}]}}\n",
        ".pre-commit-config.yaml": YAML_BOMB.encode(),
        "mkdocs.yml": YAML_OBJECT.encode(),
    }


def tool_settings() -> dict[str, bytes]:
    """Return settings of tools that begin again and again what never ends: a pattern that looks ahead would not end."""
    pieces = {
        "pom.xml": (
            b"<profiles>",
            b"<!--",
            b"maven-checkstyle-plugin</artifactId>",
            b"spotless-maven-plugin</artifactId>",
            b"cyclonedx-maven-plugin</artifactId>",
        ),
        "build.gradle": (b"/*", b"//", b"\n", b" ", b"id ", b"id'"),
        "vitest.config.ts": (b"coverage: {", b"coverage ", b"\n"),
        "pytest.ini": (b"addopts = [\n", b"addopts =\n ", b"\n", b" "),
        ".clang-tidy": (b"\n", b" ", b"WarningsAsErrors:"),
        "Directory.Build.props": (b"<AnalysisLevel>", b"<AnalysisLevel> ", b"<!--"),
    }
    found = {}
    for name, parts in pieces.items():
        for number, part in enumerate(parts):
            found[f"settings/{number}/{name}"] = (b"id" if part == b" " else b"") + part * (150_000 // len(part))
    return found
