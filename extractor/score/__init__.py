"""How right facts are: against gold, between annotators, with what is wrong at its place."""

from extractor.score.compare import FIELDS, MEASURES, Score, score
from extractor.score.gold import GOLD, Gold, read_gold

__all__ = ["FIELDS", "GOLD", "MEASURES", "Gold", "Score", "read_gold", "score"]
