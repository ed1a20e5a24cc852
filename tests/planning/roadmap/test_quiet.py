import ctypes
import sys

from pytest import CaptureFixture

from gradatim.planning.roadmap.quiet import off_output


def test_what_compiled_code_prints_goes_to_standard_error(capfd: CaptureFixture[str]) -> None:
    sys.stdout.write("before\n")
    with off_output():
        ctypes.CDLL(None).puts(b"a line of the solver")
    sys.stdout.write("after\n")
    found = capfd.readouterr()
    assert found.out == "before\nafter\n"
    assert found.err == "a line of the solver\n"
