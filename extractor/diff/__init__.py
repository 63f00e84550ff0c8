"""What a change of the rules does to a corpus: the facts that it adds, drops and changes."""

from __future__ import annotations

from .facts import Change, Difference, compare
from .rulesets import engine_of

__all__ = ["Change", "Difference", "compare", "engine_of"]
