"""Change the code in small ways, one at a time, and see which changes no test notices.

    python tools/mutants.py                      all groups; a sample of the large ones
    python tools/mutants.py numbers bounds       these
    python tools/mutants.py regions --tenths 10  all of its mutants

mutmut makes the mutants and runs the tests of their group against each, in a copy of the project in
``build/mutants``. It leaves out functions with a decorator, so that the copy has no ``lru_cache``: a cache
changes no result, and what it remembers would hide a mutant. What stands outside functions (tables,
patterns) is not mutated, nor is what an error says.

``tests/mutants.toml`` explains mutants that may live. The others that do are in ``build/mutants``, a group a
file, as they changed the code. A group of which less is killed or explained than its floor ends the run with
exit code 1.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
STAGE = ROOT / "build" / "mutants"
EXPLAINED = ROOT / "tests" / "mutants.toml"
DIGITS = "5738291460"
"""Last digits of the numbers of mutants, in the order in which tenths of them are taken."""

KILLED, SURVIVED, TIMEOUT, UNTESTED = "killed", "survived", "timeout", "untested"
_OUTCOMES = {
    0: SURVIVED,
    5: UNTESTED,
    33: UNTESTED,
    36: TIMEOUT,
    24: TIMEOUT,
    152: TIMEOUT,
    -24: TIMEOUT,
    255: TIMEOUT,
}
"""What the exit codes of mutmut's workers mean; all others are a test that failed."""


class Group(NamedTuple):
    """Modules, and the tests that guard them.

    Attributes:
        modules: Files of ``extractor/``.
        tests: Files of ``tests/``.
        floor: The least share of mutants, in per cent, that has to be killed or explained.
        tenths: How many tenths of the mutants are tried unless ``--tenths`` says otherwise.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    floor: int
    tenths: int


def _of(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"resolve/{folder}/{name}.py" for name in names)


GROUPS = {
    "numbers": Group(("numbers.py",), ("test_numbers.py",), 95, 10),
    "bounds": Group(("find.py",), ("test_find.py",), 95, 10),
    "dates": Group(
        _of("period", "days", "calendar", "relative", "completion", "portions", "lunar", "basis"),
        ("test_calendar.py",),
        85,
        1,
    ),
    "periods": Group(_of("period", "scope", "times", "anchors", "frame"), ("test_period.py",), 75, 1),
    "regions": Group(
        _of(
            "place",
            *("scope", "placename", "gazetteer", "standing", "about", "abroad"),
            *("anaphor", "breakdown", "sections", "launch"),
        ),
        ("test_region.py",),
        60,
        1,
    ),
}


class Change(NamedTuple):
    """What a mutant changes: the lines that it takes out and those that it puts in, without indentation."""

    old: tuple[str, ...]
    new: tuple[str, ...]


class Mutant(NamedTuple):
    """A mutant that was tried.

    Attributes:
        module: The file that it is of.
        name: What mutmut calls it.
        outcome: What became of it.
        change: What it changes.
    """

    module: str
    name: str
    outcome: str
    change: Change


def staged(name: str, group: Group) -> Path:
    """Copy what a group needs into a folder of its own, without caches."""
    folder = STAGE / name
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("extractor", "patterns", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for module in group.modules:
        path = folder / "extractor" / module
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^@(?:lru_)?cache\b.*\n", "", text, flags=re.MULTILINE), "utf-8")
    modules = [f"extractor/{module}" for module in group.modules]
    tests = [f"tests/{test}" for test in group.tests]
    settings = (
        "[tool.mutmut]\n"
        'source_paths = ["extractor"]\n'
        f"only_mutate = {json.dumps(modules)}\n"
        'also_copy = ["patterns"]\n'
        f"pytest_add_cli_args_test_selection = {json.dumps(tests + modules)}\n"
        'pytest_add_cli_args = ["--hypothesis-seed=0"]\n'
        # Each mutant starts from a process in which no test has run: nothing is remembered from before.
        'process_isolation = "forkserver"\n'
        # What an error says is not tested word by word.
        "do_not_mutate_patterns = ['^ *raise ']\n"
        "use_git_change_detection = false\n"
        "track_dependencies = false\n"
    )
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(f"{project}\n{settings}", "utf-8")
    return folder


def tried(folder: Path, group: Group, tenths: int) -> Iterator[Mutant]:
    """Run mutmut in a staged folder, and give what became of each mutant."""
    names = [] if tenths >= len(DIGITS) else [f"*{digit}" for digit in DIGITS[:tenths]]
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1", *names]
    log = folder / "mutmut.log"
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"mutmut failed; see {log.relative_to(ROOT)}")
    for module in group.modules:
        path = folder / "mutants" / "extractor" / module
        codes = json.loads(Path(f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
        functions = functions_of(path.read_text("utf-8"))
        for name, code in codes.items():
            if code is not None:
                own = name.rpartition(".")[2]
                original = functions[re.sub(r"__mutmut_\d+$", "__mutmut_orig", own)]
                yield Mutant(module, name, _OUTCOMES.get(code, KILLED), changed(original, functions[own]))


def functions_of(text: str) -> dict[str, list[str]]:
    """Give the lines of each function and method in a module, without the line that names it."""
    lines = text.splitlines()
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            own = [
                lines[node.lineno - 1].replace(f"def {node.name}(", "def ("),
                *lines[node.lineno : node.end_lineno],
            ]
            found[node.name] = own
    return found


def changed(original: Sequence[str], mutant: Sequence[str]) -> Change:
    """Say in what a mutant differs."""
    lines = list(difflib.ndiff(original, mutant))
    old, new = (tuple(line[2:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Change(old, new)


class Explained(NamedTuple):
    """Mutants that may live.

    Attributes:
        module: The file that they are of, or nothing: any.
        line: What the line is that they change, or nothing: any.
        mutant: A regex of what it becomes.
        why: Why no test can tell, or need.
    """

    module: str
    line: str
    mutant: str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        """Tell whether a mutant is one of these."""
        old, new = mutant.change
        return (
            self.module in ("", mutant.module)
            and self.line in ("", *old)
            and any(re.search(self.mutant, line) for line in new)
        )


def explained() -> list[Explained]:
    """Give what ``tests/mutants.toml`` explains."""
    entries = tomllib.loads(EXPLAINED.read_text("utf-8"))["lives"]
    return [
        Explained(entry.get("module", ""), entry.get("line", ""), entry["mutant"], entry["why"])
        for entry in entries
    ]


def outcome(mutant: Mutant, known: Sequence[Explained]) -> str:
    """Give the column that a mutant counts in."""
    lives = mutant.outcome in (SURVIVED, UNTESTED)
    return "explained" if lives and any(one.covers(mutant) for one in known) else mutant.outcome


def report(name: str, group: Group, mutants: Sequence[Mutant], known: Sequence[Explained]) -> bool:
    """Print what became of a group's mutants, and keep those that live; false where they are too many."""
    done = Counter[str]()
    for module in group.modules:
        count = Counter(outcome(mutant, known) for mutant in mutants if mutant.module == module)
        done += count
        print(
            f"{module:28}{count.total():8}" + "".join(f"{count[column]:10}" for column in COLUMNS), flush=True
        )
    lives = [mutant for mutant in mutants if outcome(mutant, known) in (SURVIVED, UNTESTED)]
    (STAGE / f"{name}.txt").write_text("".join(map(shown, lives)), "utf-8")
    share = 100 * (1 - len(lives) / max(1, len(mutants)))
    print(
        f"{name}: {share:.1f}% killed or explained, at least {group.floor}% wanted; "
        f"those that live: {(STAGE / name).relative_to(ROOT)}.txt\n",
        flush=True,
    )
    return share >= group.floor


def shown(mutant: Mutant) -> str:
    """Write a mutant as the change that it is."""
    old, new = mutant.change
    return "\n".join((mutant.name, *(f"- {line}" for line in old), *(f"+ {line}" for line in new), ""))


COLUMNS = (KILLED, TIMEOUT, "explained", SURVIVED, UNTESTED)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all")
    parser.add_argument(
        "--tenths", type=int, choices=range(1, 11), help="how many tenths of the mutants to try"
    )
    options = parser.parse_args()
    if unknown := set(options.groups) - GROUPS.keys():
        parser.error(f"no group is called {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    known = explained()
    good = True
    print(f"{'module':28}{'mutants':>8}" + "".join(f"{column:>10}" for column in COLUMNS))
    for name in options.groups or GROUPS:
        group = GROUPS[name]
        mutants = list(tried(staged(name, group), group, options.tenths or group.tenths))
        good &= report(name, group, mutants, known)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
