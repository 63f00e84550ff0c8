"""What the cells of a lexicon may hold, so that a slip in a row of one's own is an error with its line.

The engine reads some columns as numbers, codes or words of a short list. The lexicons of the package hold
what they should, and a test says so; the rows of a user's folder are checked here, against those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extractor.errors import Problem

from .expand import did_you_mean
from .model import Lexicon

CLOSED: Mapping[str, tuple[str, ...]] = {
    "adverb": ("sum",),
    "agency": ("kind",),
    "agency_role": ("roles",),
    "agency_system": ("acts",),
    "change_verb": ("direction",),
    "classifier": ("article",),
    "phrase_ending": ("role",),
    "phrase_word": ("role",),
    "place_anaphor": ("level", "kind"),
    "place_local": ("kind",),
    "place_nation": ("kind",),
    "place_tail": ("sense",),
    "predicate": ("attributive",),
    "region": ("level", "type"),
    "region_short": ("grade",),
    "relative_metric": ("direction",),
    "traditional": ("where",),
}
"""Columns that hold one or several of a few words, all of which the package's own rows use."""

CODES: Mapping[str, tuple[str, ...]] = {
    "region": ("parent",),
    "region_former": ("codes",),
    "region_zone": ("code",),
    "place_local": ("code",),
}
"""Columns that hold the codes of divisions."""

SINGLE: Mapping[str, tuple[str, ...]] = {"traditional": ("word", "simplified")}
"""Columns that hold one character."""

_PARTED = re.compile(r"[ ,|]")
_CODE = re.compile(r"[0-9]{6}")


def wrong_cells(
    added: Lexicon, file: str, text: str, base: Lexicon, regions: Lexicon | None
) -> Iterator[Problem]:
    """Check the rows that a file adds to a lexicon.

    Args:
        added: The rows.
        file: The name of the file.
        text: What is in it.
        base: The lexicon that they are added to, whose rows show what is known.
        regions: The divisions with all that is added to them.
    """
    known = {column: _words_in(base, column) for column in CLOSED.get(base.name, ())}
    codes = frozenset(regions.words if regions else ())
    lines = text.split("\n")
    for row in added.rows:
        cells = dict(zip(base.columns, row, strict=True))
        complaint = _complaint(base.name, cells, known, codes)
        if complaint is None:
            continue
        column, message, hint = complaint
        number = next(n for n, line in enumerate(lines, 1) if _is_row(line, row))
        line = lines[number - 1]
        at = len("\t".join(row[: base.columns.index(column)]))
        at += at > 0
        yield Problem(message, file, number, min(at, len(line)) + 1, max(len(cells[column]), 1), line, hint)


Complaint = tuple[str, str, str | None]
"""The column that is wrong, what is wrong with it, and a hint."""


def _complaint(
    name: str, cells: Mapping[str, str], known: Mapping[str, set[str]], codes: frozenset[str]
) -> Complaint | None:
    if name == "region" and _CODE.fullmatch(cells["code"]) is None:
        return "code", "a division's code has six digits", None
    if name == "region" and not cells["name"]:
        return "name", "the division has no name", None
    for column, words in known.items():
        for word in _PARTED.split(cells[column]):
            if word not in words:
                listed = ", ".join(sorted(filter(None, words)))
                hint = did_you_mean(word, words) or f"known are {listed}"
                return column, f"{column} cannot be {word}" if word else f"{column} is missing", hint
    for column in SINGLE.get(name, ()):
        if len(cells[column]) != 1:
            return column, f"{column} must be one character", None
    for column in CODES.get(name, ()) if codes else ():
        top = name == "region" and cells["level"] == "1"
        for code in _PARTED.split(cells[column]):
            if code not in codes and not (top and not code):
                message = f"no division has the code {code}" if code else f"{column} is missing"
                return column, message, "lexicon/region.tsv holds the divisions and their codes"
    return None


def _words_in(lexicon: Lexicon, column: str) -> set[str]:
    return {word for cell in set(lexicon.column(column).values()) for word in _PARTED.split(cell)}


def _is_row(line: str, row: tuple[str, ...]) -> bool:
    cells = tuple(line.split("\t"))
    return cells + ("",) * (len(row) - len(cells)) == row
