"""Imports run one way, none goes round, and none costs a caller what it does not use."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import extractor

PACKAGE = Path(__file__).parents[1] / "extractor"
LAYERS = (
    ("types", "errors", "digests", "paths", "extras", "locks"),
    ("numbers",),
    ("text",),
    ("rules",),
    ("find",),
    ("compose",),
    ("resolve",),
    ("pipeline",),
    ("emit", "facts"),
    ("indicators", "suggest", "audit", "pivot"),
    ("check", "score", "explain", "report"),
    ("authoring", "coverage", "diff"),
    ("corpus",),
    ("cli",),
    ("__main__",),
)
"""From what knows nothing of the others to what knows them all."""

RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MODULES = {
    ".".join(("extractor", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def imports_of(module):
    """Give the modules of ours that a module names in its imports, wherever they stand."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            origin = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (origin, node.module or "") if part)
            # `from package import module` names the module, `from module import name` does not.
            names = [f"{origin}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else origin for name in names]
        else:
            continue
        yield from (name for name in names if name in MODULES and name != module)


def layer_of(module):
    name = module.removeprefix("extractor.").partition(".")[0]
    return next((layer for layer in RANK if name == layer or name.startswith(f"{layer}_")), None)


@pytest.mark.parametrize("module", [name for name in MODULES if name != "extractor"])
def test_a_module_imports_only_what_stands_before_it(module):
    layer = layer_of(module)
    assert layer, f"{module} stands in no layer: add it to LAYERS"
    later = [
        other for other in imports_of(module) if other != "extractor" and RANK[layer_of(other)] > RANK[layer]
    ]
    assert later == []


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("extractor.resolve.")])
def test_places_and_periods_know_nothing_of_each_other_nor_of_agencies(module):
    known = {"place": {"place"}, "period": {"period"}, "agency": {"place", "agency"}}
    concern = module.split(".")[2]
    others = {name.split(".")[2] for name in imports_of(module) if name.startswith("extractor.resolve.")}
    assert others & known.keys() <= known.get(concern, set())


def test_no_import_goes_round():
    # The package's own __init__ gives names of all layers, each when it is asked for.
    graph = {name: set(imports_of(name)) - {"extractor"} for name in MODULES if name != "extractor"}
    for name, others in graph.items():
        # A package's __init__ may give the names of its modules, and they need not pass through it.
        graph[name] = {other for other in others if not name.startswith(f"{other}.")}
    TopologicalSorter(graph).prepare()


def test_only_the_command_line_knows_of_click():
    users = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "click" in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert all(name.startswith("extractor.cli") for name in users)


def test_no_module_has_a_name_that_says_nothing():
    assert BANNED.isdisjoint(part for name in MODULES for part in name.split("."))


def test_importing_the_package_reads_no_file_and_prints_nothing():
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import extractor\n"
        "from extractor import types, errors\n"
        "print([name for name in opened if not name.endswith(('.py', '.pyc'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("module", [name for name in MODULES if name != "extractor.__main__"])
def test_importing_a_module_opens_no_file_of_ours(module):
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    readers = {"open", "read_text", "read_bytes", "load_rules", "patterns_folder"}
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.If)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    }
    assert called.isdisjoint(readers)


def test_public_names_are_there():
    assert {"Extractor", "Fact", "extract", "load_rules"} <= set(dir(extractor))
    assert extractor.Fact.__module__ == "extractor.types"
    with pytest.raises(AttributeError, match="nothing"):
        _ = extractor.nothing
