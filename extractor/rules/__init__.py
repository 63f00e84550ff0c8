"""Rules: what `patterns/` says, read, checked and compiled."""

from __future__ import annotations

from .load import load_rules
from .model import KINDS, Example, Frame, Lexicon, Rule, Ruleset

__all__ = ["KINDS", "Example", "Frame", "Lexicon", "Rule", "Ruleset", "load_rules"]
