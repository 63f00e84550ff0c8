"""jionlp: times and amounts of money, with what they mean."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import jionlp
from driver import Found, drive

logging.disable()  # it logs a traceback for each time that it cannot parse


def recognise(text: str) -> Iterator[Found]:
    """Give times and amounts."""
    for kind, extract in (("time", jionlp.ner.extract_time), ("amount", jionlp.ner.extract_money)):
        for found in extract(text):
            yield kind, found["text"], found["detail"]


drive(recognise)
