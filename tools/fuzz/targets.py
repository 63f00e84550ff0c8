"""All targets: what is tried with each, which pieces its inputs are made of, and how long they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from words import pieces

REPORTS = pieces("numerals", "reports", "odd")
CELLS = pieces("cells", "numerals", "odd")


class Target(NamedTuple):
    """Something that must stand whatever it is given.

    Attributes:
        module: The module that its check is in.
        check: The name of the check, which takes the bytes of an input and raises where something is wrong.
        pieces: What its inputs are made of.
        longest: The most bytes of an input.
        short: How many inputs `make check` tries.
    """

    module: str
    check: str
    pieces: Sequence[str]
    longest: int
    short: int

    def load(self) -> Callable[[bytes], None]:
        """Import the check, and with it the program."""
        check: Callable[[bytes], None] = getattr(import_module(self.module), self.check)
        return check


TARGETS = {
    "numbers": Target("in_texts", "numeral", (*pieces("numerals"), "\n", "0" * 9), 120, 20000),
    "normalise": Target("in_texts", "normalised", REPORTS, 400, 5000),
    "records": Target("in_files", "records", pieces("records", "odd"), 600, 8000),
    "facts": Target("in_files", "facts", pieces("facts", "records", "odd"), 1500, 4000),
    "gold": Target("in_files", "gold", pieces("gold", "records", "odd"), 1500, 1500),
    "settings": Target("in_files", "settings", pieces("settings", "odd"), 400, 4000),
    "lines": Target("in_outputs", "lines", CELLS, 600, 1500),
    "tables": Target("in_outputs", "tables", CELLS, 600, 300),
    "analyses": Target("in_outputs", "analyses", CELLS, 800, 300),
    "rules": Target("in_rules", "rules", pieces("rules", "numerals", "odd"), 1500, 3000),
    "lexicons": Target("in_rules", "lexicons", pieces("lexicons", "odd"), 600, 200),
    "indicators": Target("in_rules", "indicators", pieces("lexicons", "odd"), 600, 200),
    "mentions": Target("in_texts", "mentioned", REPORTS, 360, 2000),
    "extract": Target("in_texts", "extracted", REPORTS, 360, 1500),
    "explain": Target("in_texts", "accounted_for", REPORTS, 360, 300),
}
"""The targets by name, in the order in which they are tried."""
