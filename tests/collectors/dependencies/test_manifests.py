"""Declared, pinned and hashed components of each ecosystem."""

# ruff: noqa: E501 - one file on one line keeps a table of cases readable

import pytest

CASES = [
    ("requirements.txt", "a==1.0\nb>=2\n# c==3\nd==1.* ; python_version > '3'\n-r other.txt\n", "pypi", 3, 1, 0),
    ("requirements.txt", "a==1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nb==2\n", "pypi", 2, 2, 1),
    ("requirements-dev.txt", "-e .\npytest\n", "pypi", 2, 1, 0),
    ("pyproject.toml", "[project]\nname='x'\ndependencies=['a','b==1.2']\n[dependency-groups]\ntest=['c~=1.0']\n", "pypi", 3, 1, 0),
    ("pyproject.toml", "[tool.poetry.dependencies]\npython='^3.11'\na='^1'\nb='1.2.3'\nc={version='==2.0'}\n", "pypi", 3, 2, 0),
    ("setup.cfg", "[options]\ninstall_requires =\n    a\n    b==1\n[options.extras_require]\nx = c\n", "pypi", 3, 1, 0),
    ("setup.py", "DEPS = ['a', 'b==1']\nsetup(install_requires=DEPS, extras_require={'x': ['c']})\n", "pypi", 3, 1, 0),
    ("Pipfile", "[packages]\na = '*'\nb = '==1.0'\n", "pypi", 2, 1, 0),
    ("environment.yml", "name: x\ndependencies:\n  - python=3.11\n  - numpy>=1\n  - pip:\n    - a==1\n", "conda", 3, 2, 0),
    ("package.json", '{"dependencies":{"a":"^1.0.0","b":"1.2.3"},"devDependencies":{"c":"workspace:*"}}', "npm", 3, 2, 0),
    ("Cargo.toml", "[package]\nname='x'\n[dependencies]\na='1'\nb='=1.2.3'\nc={path='c'}\n", "cargo", 3, 2, 0),
    ("go.mod", "module x\n\ngo 1.22\n\nrequire (\n\tg.io/a v1.2.3\n\tg.io/b v0.1.0 // indirect\n)\nreplace g.io/a => ../a\n", "go", 2, 2, 0),
    ("pom.xml", "<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version></dependency>"
     "<dependency><groupId>g</groupId><artifactId>b</artifactId><version>[1,2)</version></dependency></dependencies></project>", "maven", 2, 1, 0),
    ("pom.xml", "<project><build><plugins><plugin><groupId>g</groupId><artifactId>p</artifactId><version>1.0</version><configuration><outputs><path>a/b</path></outputs>"
     "<annotationProcessorPaths><path><groupId>g</groupId><artifactId>n</artifactId><version>2.0</version></path></annotationProcessorPaths></configuration></plugin></plugins></build></project>", "maven", 2, 2, 0),
    ("x.target", '<?pde version="3.8"?><target name="x"><locations><location type="InstallableUnit"><repository location="https://u.example/2025-03"/><unit id="a.b" version="1.2.3"/>'
     '<unit id="c.d" version="0.0.0"/></location><location type="Maven"><dependencies><dependency><groupId>g</groupId><artifactId>m</artifactId><version>1.0</version></dependency></dependencies></location></locations></target>', "eclipse", 3, 2, 0),
    ("build.gradle.kts", 'dependencies {\n  implementation("g:a:1.0")\n  testImplementation("g:b:1.+")\n  // api("g:c:1")\n}', "gradle", 2, 1, 0),
    ("gradle/libs.versions.toml", "[libraries]\na='g:a:1.0'\nb={module='g:b', version='[1,2)'}\n", "gradle", 2, 1, 0),
    ("x.csproj", '<Project><ItemGroup><PackageReference Include="A" Version="1.0" /><PackageReference Include="B" Version="1.*" /></ItemGroup></Project>', "nuget", 2, 1, 0),
    ("Gemfile", "source 'x'\ngem 'a', '1.2.3'\ngem 'b', '~> 2'\ngem 'c', path: '../c'\n", "rubygems", 3, 2, 0),
    ("x.gemspec", "s.add_dependency 'a', '>= 1'\ns.add_development_dependency('b', '1.0')\n", "rubygems", 2, 1, 0),
    ("composer.json", '{"name":"a/b","require":{"php":">=8","c/d":"1.2.3","e/f":"^1"}}', "composer", 2, 1, 0),
    ("pubspec.yaml", "dependencies:\n  flutter:\n    sdk: flutter\n  a: ^1.0.0\n  b: 1.2.3\n", "dart", 2, 1, 0),
    ("mix.exs", 'defp deps, do: [{:a, "~> 1.0"}, {:b, "== 1.2.3"}]', "hex", 2, 1, 0),
    ("cpanfile", "requires 'A::B', '== 1.0';\nrequires 'C';\nrequires 'perl', '5.10';\n", "cpan", 2, 1, 0),
    ("conanfile.txt", "[requires]\nzlib/1.3\nfmt/[>=10]\n", "conan", 2, 1, 0),
    ("vcpkg.json", '{"dependencies":["a",{"name":"b"}],"builtin-baseline":"00"}', "vcpkg", 2, 2, 0),
    ("Dockerfile", f"FROM a:1 AS base\nFROM b@sha256:{'0' * 64}\nFROM c:1.2.3\nFROM base\n", "docker", 3, 2, 1),
    (".github/workflows/a.yml", f"jobs:\n  x:\n    steps:\n      - uses: a/b@v1\n      - uses: c/d@{'0' * 40} # v1\n", "github-actions", 2, 1, 1),
    ("CMakeLists.txt", f"# FetchContent_Declare(no GIT_REPOSITORY x)\nFetchContent_Declare(fmt GIT_REPOSITORY https://x/fmt.git GIT_TAG {'0' * 40})\n"
     "FetchContent_Declare(json URL https://x/v3.11.3.tar.gz URL_HASH SHA256=00)\nExternalProject_Add(a GIT_REPOSITORY u GIT_TAG main)\n"
     'CPMAddPackage("gh:own/name@1.2.3")\nCPMAddPackage(NAME b GITHUB_REPOSITORY o/b VERSION 2.1)\nfind_package(ZLIB)\n', "cmake", 5, 4, 2),
    ("WORKSPACE", 'http_archive(\n    name = "a",\n    sha256 = "00",\n    urls = ["https://x/a-1.2.zip"],\n)\ngit_repository(\n    name = "b",\n    branch = "main",\n)\n', "bazel", 2, 1, 1),
    ("build.zig.zon", '.{ .dependencies = .{ .a = .{ .url = "u", .hash = "1220" }, .@"b-c" = .{ .path = "../b" } } }', "zig", 2, 2, 1),
    ("pixi.toml", "[workspace]\nname='x'\n[dependencies]\npython='3.11.*'\na='==1.2.3'\n[feature.t.dependencies]\nb='*'\n", "conda", 3, 1, 0),
    ("paket.dependencies", "source https://x\nnuget A 1.2.3\nnuget B ~> 2.0\ngithub o/r file.fs\n", "nuget", 3, 1, 0),
    (".gitmodules", '[submodule "x"]\n\tpath = deps/x\n\turl = y\n', "git-submodules", 1, 1, 1),
    (".pre-commit-config.yaml", f"repos:\n- repo: x\n  rev: v1.0\n- repo: y\n  rev: {'0' * 40}\n- repo: local\n  hooks: []\n", "pre-commit", 2, 2, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "ecosystem", "declared", "pinned", "hashed"), CASES, ids=[c[0] for c in CASES]
)
def test_a_manifest_is_counted(manifest, path, text, ecosystem, declared, pinned, hashed):
    found = manifest(path, text)
    assert (found.ecosystem, found.declared, found.pinned, found.hashed) == (ecosystem, declared, pinned, hashed)


@pytest.mark.parametrize(
    ("path", "text", "inside"),
    [
        ("Cargo.toml", "[package]\nname='x'\n[dependencies]\na={path='a'}\nb={workspace=true}\nc='=1.2.3'\n", 2),
        ("package.json", '{"dependencies":{"a":"workspace:*","b":"catalog:","c":"1.2.3"}}', 2),
        ("build.gradle.kts", 'dependencies {\n  api(libs.okio)\n  api("g:a:1.0")\n}', 1),
        ("go.mod", "module x\nrequire (\n\tg.io/a v1.0.0\n\tg.io/b v1.0.0\n)\nreplace g.io/a => ./a\n", 1),
        ("x.csproj", '<PackageReference Include="A" /><PackageReference Include="B" Version="1.0" />', 1),
        ("Gemfile", "gem 'a', path: 'a'\ngem 'b', '1.2.3'\n", 1),
    ],
)
def test_parts_of_the_unit_are_told_apart(manifest, path, text, inside):
    assert manifest(path, text).inside == inside


def test_manifests_beyond_the_most_that_are_read_are_told(gather, monkeypatch):
    from gradatim.collectors.dependencies import collector

    monkeypatch.setattr(collector, "MAX_MANIFESTS", 2)
    facts = gather({"go.mod": "module x\n", "a/go.mod": "module a\n", "a/b/go.mod": "module b\n"})
    assert [m.path for m in facts.manifests] == ["go.mod", "a/go.mod"]
    assert facts.problems == (("a/b/go.mod", "this and 0 more of 3 manifests were left out: too many"),)


def test_setup_py_is_parsed_and_never_run(manifest, tmp_path):
    marker = tmp_path / "ran"
    assert manifest("setup.py", f"open({str(marker)!r}, 'w')\nsetup(install_requires=['a'])\n").declared == 1
    assert not marker.exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", "{"),
        ("package.json", "[" * 100_000),
        ("pyproject.toml", "[project"),
        ("setup.py", "def ("),
        ("Cargo.toml", "x = [" * 5000),
    ],
)
def test_a_broken_manifest_is_a_problem_with_its_path(gather, path, text):
    facts = gather({path: text})
    assert facts.manifests == ()
    assert [p for p, _ in facts.problems] == [path]


def test_a_broken_manifest_among_fixtures_is_no_problem(gather):
    assert gather({"tests/fixtures/package.json": "{"}).problems == ()


@pytest.mark.parametrize(
    ("path", "vendored", "template"),
    [
        ("vendor/x/package.json", True, False),
        ("examples/a/package.json", False, True),
        ("tests/data/a/package.json", False, True),
        ("packages/create/template-vue/package.json", False, True),
        ("packages/a/package.json", False, False),
    ],
)
def test_manifests_of_others_are_marked(manifest, path, vendored, template):
    found = manifest(path, '{"dependencies":{"a":"1.0.0"}}')
    assert (found.vendored, found.unused_template) == (vendored, template)


def test_settings_of_tools_in_pyproject_are_no_manifest(gather):
    assert gather({"pyproject.toml": "[tool.ruff]\nline-length = 100\n"}).manifests == ()


def test_prose_named_requirements_is_no_manifest(gather):
    text = "The system shall answer within a second.\n\n* Really!\n"
    assert gather({"docs/requirements.txt": text}).manifests == ()
