"""How the facts of a text came about: what was read, what lost, what was dropped, and why."""

from __future__ import annotations

from .explaining import explain
from .notes import Explanation

__all__ = ["Explanation", "explain"]
