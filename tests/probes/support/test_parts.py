"""Parts of the source partition it, and only people who worked there know them."""

from hypothesis import given
from hypothesis import strategies as st

from gradatim.probes.support import parts
from tests.support.values import change, history, reviewed, tree

names = st.lists(st.sampled_from("abc"), min_size=1, max_size=5).map("/".join)


def test_a_folder_that_holds_most_is_opened():
    paths = [f"src/app/{part}/{n}.py" for part in ("web", "core") for n in range(5)] + ["setup_helpers.py"]
    assert parts.part_paths(paths) == {"src/app/web": 5, "src/app/core": 5, ".": 1}


def test_small_folders_belong_to_the_one_above():
    paths = [f"lib/{n}.c" for n in range(9)] + ["lib/sys/one.c", "tool/a.c", "tool/b.c", "tool/c.c"]
    assert parts.part_paths(paths) == {"lib": 10, "tool": 3}


@given(st.lists(names, max_size=40, unique=True))
def test_every_file_is_in_one_part(folders):
    paths = [f"{folder}/file{n}.py" for folder in folders for n in range(2)]
    assert sum(parts.part_paths(paths).values()) == len(paths)


def test_people_are_those_of_changes_to_source_there():
    facts = history(
        reviewed(1, "src/web/0.py", by="bob"),
        change(2, "src/core/0.py", "tests/test_web.py"),
        change(3, "src/web/1.py", authors=("robot",), by_bot=True),
        bots=("robot",),
        tree=tree(*(f"src/{part}/{n}.py" for part in ("web", "core") for n in range(4))),
    )
    found = {part.path: part for part in parts.parts_of(facts)}
    assert found["src/web"].people == {"alice"}
    assert found["src/web"].known_by(1) == {"alice", "bob"}
    assert found["src/core"].known_by(1) == {"alice"}
