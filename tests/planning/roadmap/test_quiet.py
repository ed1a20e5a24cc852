import ctypes
import sys

from pytest import CaptureFixture

from gradatim.planning.roadmap.quiet import off_output


def test_what_compiled_code_prints_to_standard_output_goes_nowhere(capfd: CaptureFixture[str]) -> None:
    sys.stdout.write("before\n")
    with off_output():
        ctypes.CDLL(None).puts(b"a line of the solver")
    sys.stdout.write("after\n")
    found = capfd.readouterr()
    assert found.out == "before\nafter\n"
    assert not found.err
