"""What is depended on: each package has a reason, and what development installs is pinned by hash."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRAS = {
    name: [Requirement(text) for text in texts] for name, texts in PROJECT["optional-dependencies"].items()
}
LOCK = ROOT / "constraints.txt"
README = (ROOT / "README.md").read_text("utf-8")


def pinned():
    """Give the packages of the lock, with their markers, versions and hashes."""
    text = re.sub(r"^\s*#.*\n?", "", LOCK.read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", "")
    for line in filter(None, text.splitlines()):
        head, *hashes = line.split("--hash=")
        yield Requirement(head.strip()), [one.strip() for one in hashes]


@pytest.mark.parametrize("wanted", [*NEEDED, *EXTRAS["dev"]], ids=lambda wanted: wanted.name)
def test_the_lock_has_what_is_asked_for(wanted):
    if wanted.marker and not wanted.marker.evaluate():
        pytest.skip("not for this Python")
    found = [
        lock
        for lock, _ in pinned()
        if canonicalize_name(lock.name) == canonicalize_name(wanted.name)
        and (lock.marker is None or lock.marker.evaluate(default_environment()))
    ]
    assert len(found) == 1, "constraints.txt is out of date: run make lock"
    [version] = found[0].specifier
    assert wanted.specifier.contains(version.version), "constraints.txt is out of date: run make lock"


def test_every_package_of_the_lock_has_hashes_and_no_address():
    packages = list(pinned())
    assert len(packages) > len(NEEDED) + len(EXTRAS["dev"])
    for package, hashes in packages:
        assert package.url is None
        assert [one.operator for one in package.specifier] == ["=="]
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)
    assert "://" not in LOCK.read_text("utf-8")  # names no place where packages come from


def test_every_bound_has_a_lowest_version():
    for wanted in [*NEEDED, *(one for extra in EXTRAS.values() for one in extra)]:
        operators = sorted(one.operator for one in wanted.specifier)
        assert operators in ([">="], ["<", ">="] if wanted.name == "atheris" else []), wanted


def test_the_readme_gives_a_reason_for_every_package_that_is_needed():
    table = README[README.index("| package |") :].partition("\n\n")[0]
    named = set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE))
    brought = {one.name for name, extra in EXTRAS.items() if name != "dev" for one in extra}
    assert named == {one.name for one in NEEDED} | brought


def test_development_has_all_extras():
    bounds = {name: {(one.name, one.specifier) for one in extra} for name, extra in EXTRAS.items()}
    dev = bounds.pop("dev")
    assert all(extra <= dev for extra in bounds.values())
