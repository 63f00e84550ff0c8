"""What was found by throwing anything at the program stays mended, and what throws it finds faults."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / "tools" / "fuzz"
KEPT = ROOT / "tests" / "fuzz"
MODULES = ("words", "mutation", "targets", "engine", "in_texts", "in_files", "in_rules", "in_outputs")
INPUTS = sorted(path.relative_to(KEPT) for path in KEPT.glob("*/*"))


@pytest.fixture(scope="module")
def fuzz():
    """The scripts, which import each other from their own folder."""
    sys.path.insert(0, str(TOOLS))
    yield SimpleNamespace(**{name: import_module(name) for name in MODULES})
    sys.path.remove(str(TOOLS))
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.mark.parametrize("name", INPUTS, ids=str)
def test_an_input_that_was_kept_does_no_harm(fuzz, name):
    fuzz.targets.TARGETS[name.parts[0]].load()((KEPT / name).read_bytes())


def test_every_target_has_inputs_to_begin_with(fuzz):
    assert {name.parts[0] for name in INPUTS} == set(fuzz.targets.TARGETS)
    assert sum((KEPT / name).stat().st_size for name in INPUTS) < 300_000


@given(st.binary(max_size=40), st.integers(0, 2**32))
def test_a_change_is_bounded_and_the_same_for_the_same_seed(fuzz, data, seed):
    one, other = (fuzz.mutation.mutated(data, 60, seed, ["3起", "\ud800"]) for _ in range(2))
    assert one == other
    assert len(one) <= 60
    assert fuzz.mutation.bytes_of(fuzz.mutation.text_of(data)) == data


class Planted:
    """A target that falls over what is said here."""

    pieces = ("起", "抓获", "3")
    longest = 40

    def load(self):
        return self.check

    @staticmethod
    def check(data):
        if "3起".encode() in data:
            raise ZeroDivisionError("planted")


def test_what_is_planted_is_found_and_kept_small(fuzz, tmp_path, capsys):
    trial = fuzz.engine.Trial((), tmp_path, runs=3000, seconds=0, seed=1)
    assert fuzz.engine.at_random(Planted(), trial) == 3000
    [kept, told] = sorted((tmp_path / "found").iterdir())
    assert "3起".encode() in kept.read_bytes()
    assert len(kept.read_bytes()) < 40
    assert "ZeroDivisionError: planted" in told.read_text("utf-8")
    assert "planted" in capsys.readouterr().err


def test_what_is_found_is_told_and_ends_in_an_exit_code(tmp_path):
    command = [
        sys.executable,
        TOOLS / "run.py",
        "numbers",
        "--engine",
        "random",
        "--runs",
        "50",
        "--work",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "50 inputs" in done.stdout
    unknown = subprocess.run(
        [sys.executable, TOOLS / "run.py", "nothing"], capture_output=True, text=True, check=False
    )
    assert unknown.returncode == 2
    assert "no target is called nothing" in unknown.stderr
