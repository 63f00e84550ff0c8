"""What does not add up in the facts of reports: each check a module, all of them here.

A false finding is worse than a missed one. A check speaks only where the words leave no doubt that its
numbers belong together, and numbers disagree only where their rounding and bounds leave no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractor.audit.changes import changes
from extractor.audit.conflicts import conflicts
from extractor.audit.finding import CHECKS, LEVELS, Finding
from extractor.audit.page import Page, pages
from extractor.audit.percents import percents
from extractor.audit.rates import rates
from extractor.audit.reprints import families, misprints
from extractor.audit.sums import sums
from extractor.types import Fact

__all__ = ["CHECKS", "LEVELS", "Finding", "audit"]

_IN_ONE = (sums, rates, changes, percents)


def audit(facts: Iterable[Fact], indicator: Callable[[Fact], str | None]) -> Iterator[Finding]:
    """Check facts against each other.

    A report that is printed in several documents is checked once; its findings name the copies.

    Args:
        facts: The facts of all documents, those of a document in any order.
        indicator: Gives the indicator that a fact's metric is, where it is one.

    Yields:
        Findings, those that hold too, by document; then what documents say against each other.
    """
    found = pages(facts)
    first = families(found)
    copies: dict[str, list[str]] = {}
    for copy, original in first.items():
        copies.setdefault(original, []).append(copy)
    by_doc = {page.doc: page for page in found}
    originals = [page for page in found if page.doc not in first]
    for page in originals:
        others = tuple(copies.get(page.doc, ()))
        told = [finding for check in _IN_ONE for finding in check(page)]
        yield from (replace(finding, copies=others) for finding in told)
        for name in others:
            yield Finding(
                "copy",
                None,
                f"{name} prints it too",
                "most of its sentences are the same",
                (page.lines[0].facts[0],),
            )
            yield from misprints(page, by_doc[name])
            yield from _anew(told, by_doc[name])
    yield from conflicts(originals, indicator)


def _anew(told: list[Finding], copy: Page) -> Iterator[Finding]:
    """Give what is wrong in a copy and is not in what it copies: what it adds, and what it misprints."""
    known = {(finding.check, finding.message) for finding in told}
    for check in _IN_ONE:
        for finding in check(copy):
            if (finding.check, finding.message) not in known:
                yield finding
