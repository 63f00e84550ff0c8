"""What is said of mutants that may live is said of lines that there are."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIVES = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text("utf-8"))["lives"]
TOOL = runpy.run_path(str(ROOT / "tools" / "mutants.py"))


@pytest.mark.parametrize("entry", LIVES, ids=lambda entry: f"{entry.get('module', 'any')}: {entry['mutant']}")
def test_a_mutant_that_may_live_changes_a_line_that_is_there(entry):
    assert entry["why"]
    re.compile(entry["mutant"])
    if "module" in entry:
        text = (ROOT / "extractor" / entry["module"]).read_text("utf-8")
        assert entry["line"] in [line.strip() for line in text.splitlines()]
        assert not re.search(entry["mutant"], entry["line"]), "the regex is to tell the mutant from the line"


@pytest.mark.parametrize("name", TOOL["GROUPS"])
def test_the_modules_and_tests_of_a_group_are_there(name):
    group = TOOL["GROUPS"][name]
    assert all((ROOT / "extractor" / module).is_file() for module in group.modules)
    assert all((ROOT / "tests" / test).is_file() for test in group.tests)


def test_a_mutant_is_known_by_its_module_line_and_change():
    change_of, mutant_of, why = (TOOL[name] for name in ("Change", "Mutant", "Explained"))
    change = change_of(("if a < b:",), ("if a <= b:",))
    mutant = mutant_of("numbers.py", "extractor.numbers.x_read__mutmut_1", "survived", change)
    assert why("numbers.py", "if a < b:", "<= b", "equal is both").covers(mutant)
    assert why("", "", "<=", "equal is both").covers(mutant)
    assert not why("find.py", "", "<=", "another module").covers(mutant)
    assert not why("", "if a < c:", "<=", "another line").covers(mutant)
    assert not why("", "", ">=", "another change").covers(mutant)


def test_a_change_is_told_by_the_lines_that_differ():
    lines = ["def f(x):", "    y = x + 1", "    return y"]
    assert TOOL["changed"](lines, [*lines[:1], "    y = x - 1", *lines[2:]]) == (
        ("y = x + 1",),
        ("y = x - 1",),
    )


def test_functions_and_methods_are_taken_out_of_a_module():
    text = "class A:\n    def f(self):\n        return 1\n\n\ndef g(x):\n    return x\n"
    assert TOOL["functions_of"](text) == {
        "f": ["    def (self):", "        return 1"],
        "g": ["def (x):", "    return x"],
    }
