"""A Data Package (version 2): CSV with a descriptor that says what its columns hold and how its tables join.

A folder with ``facts.csv``, which is what `extractor.emit.csv` writes, ``documents.csv`` and
``datapackage.json``. The descriptor carries a Table Schema for each table, with its primary key; facts
refer to their document, and parts to their whole, by foreign keys. Size and SHA-256 of each file are there
to check a copy by.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from extractor.emit import csv, documents
from extractor.emit.documents import NO_DATES
from extractor.errors import Problem, ZhstatError
from extractor.types import KINDS, QUALIFIERS, Fact

FACTS = "facts.csv"
DOCUMENTS = "documents.csv"
DESCRIPTOR = "datapackage.json"
FILES = frozenset({FACTS, DOCUMENTS, DESCRIPTOR})
"""All that such a folder holds."""

PROFILES = "https://datapackage.org/profiles/2.0/"

_REQUIRED = {"required": True}
_OFFSET = {"required": True, "minimum": 0}
_FIELDS: tuple[tuple[str, str, Mapping[str, Any], str], ...] = (
    (
        "id",
        "string",
        {"required": True, "unique": True},
        "a name that stays the same as long as the input does",
    ),
    ("doc", "string", _REQUIRED, "the document"),
    ("article", "integer", {"required": True, "minimum": 1}, "which article of the page, counted from 1"),
    ("kind", "string", {"required": True, "enum": list(KINDS)}, "what sort of number it is"),
    ("metric", "string", {}, "what is counted or measured, in the words of the source"),
    ("value", "any", {}, "the number as stated, or the EDTF form of a date"),
    ("low", "number", {}, "the least that the words allow"),
    ("high", "number", {}, "the most that the words allow"),
    ("unit", "string", {}, "the classifier or unit"),
    ("qualifier", "string", {"required": True, "enum": list(QUALIFIERS)}, "how exactly it is meant"),
    ("direction", "string", {"enum": ["up", "down", "flat"]}, "of a change, where it goes"),
    ("basis", "string", {}, "what the change is measured against: yoy, mom, or a period in EDTF"),
    ("role", "string", {"enum": ["from", "to"]}, "which end of a change it is"),
    ("of", "string", {}, "the id of the whole that this is a part of"),
    ("region", "string", {}, "the place"),
    (
        "region_code",
        "string",
        {"pattern": "[0-9]{6}"},
        "its division code (GB/T 2260), 100000 for the nation",
    ),
    ("agency", "string", {}, "who did or holds what is counted"),
    ("agency_type", "string", {}, "the system that the agency belongs to"),
    ("period", "string", {}, "when: an EDTF date or interval"),
    ("period_text", "string", {}, "when, in the words of the source"),
    ("text", "string", _REQUIRED, "the number as it stands in the source"),
    ("start", "integer", _OFFSET, "its offset in the source, in code points"),
    ("end", "integer", _OFFSET, "the offset behind it"),
    ("sentence", "string", _REQUIRED, "the sentence around it"),
    ("rule", "string", _REQUIRED, "the rule that read it"),
)
_METRIC_ID: tuple[str, str, Mapping[str, Any], str] = (
    "metric_id",
    "string",
    {},
    "the indicator that the metric is",
)
_DOCUMENT_TYPES = {"doc": "string", "date": "string", "facts": "integer"}


def write(
    facts: Iterable[Fact],
    folder: Path,
    *,
    dates: Mapping[str, str | None] = NO_DATES,
    left_out: Counter[str] | None = None,
    safe: bool = False,
    metric_id: bool = False,
) -> int:
    """Write the files of a package and return how many facts they hold.

    A part whose whole is not among the facts, as a filter may have it, breaks the key between them: the
    descriptor then does not declare it.

    Args:
        facts: The facts. Their ids are held in memory, some 100 bytes a fact.
        folder: An empty folder.
        dates: The day of each document, by its name; it may grow while facts are drawn.
        left_out: Counts the parts without their whole, by that reason.
        safe: Whether text that a spreadsheet would run as a formula is disarmed.
        metric_id: Whether facts bring their indicator, for a last column.

    Raises:
        ZhstatError: Two facts have one id.
    """
    more = ("metric_id",) if metric_id else ()
    counts: Counter[str] = Counter()
    ids: set[str] = set()
    wholes: Counter[str] = Counter()
    with (folder / FACTS).open("wb") as out:
        csv.write(_keyed(documents.counted(facts, counts), ids, wholes), out, safe=safe, more=more)
    with (folder / DOCUMENTS).open("wb") as out:
        out.write(csv.row(documents.COLUMNS))
        out.writelines(csv.row(cells, safe=safe) for cells in documents.rows(dates, counts))
    apart = sum(number for whole, number in wholes.items() if whole not in ids)
    if apart and left_out is not None:
        left_out["parts of a whole that is not among them"] += apart
    with (folder / DESCRIPTOR).open("wb") as out:
        out.write(
            orjson.dumps(_descriptor(folder, more, joined=not apart), option=orjson.OPT_INDENT_2) + b"\n"
        )
    return len(ids)


def _keyed(facts: Iterable[Fact], ids: set[str], wholes: Counter[str]) -> Iterator[Fact]:
    for fact in facts:
        if fact.id in ids:
            raise ZhstatError(
                Problem(
                    f"two facts have the id {fact.id}, and a key is one fact's",
                    fact.doc,
                    hint="was a document named twice? give records ids of their own",
                )
            )
        ids.add(fact.id)
        if fact.of is not None:
            wholes[fact.of] += 1
        yield fact


def _descriptor(folder: Path, more: Collection[str], *, joined: bool) -> dict[str, Any]:
    to_document = {"fields": ["doc"], "reference": {"resource": "documents", "fields": ["doc"]}}
    to_whole = {"fields": ["of"], "reference": {"resource": "facts", "fields": ["id"]}}
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": "zhstat-facts",
        "title": "Numbers and dates that Chinese reports state",
        "resources": [
            _resource(
                folder / FACTS,
                "every number or date, with what it measures and where it stands",
                {
                    "fields": [
                        {"name": name, "type": kind, "description": doc}
                        | ({"constraints": constraints} if constraints else {})
                        for name, kind, constraints, doc in (*_FIELDS, *([_METRIC_ID] if more else []))
                    ],
                    "primaryKey": ["id"],
                    "foreignKeys": [to_document, *([to_whole] if joined else [])],
                },
            ),
            _resource(
                folder / DOCUMENTS,
                "the documents that were read",
                {
                    "fields": [
                        {"name": name, "type": _DOCUMENT_TYPES[name], "description": doc}
                        for name, doc in documents.COLUMNS.items()
                    ],
                    "primaryKey": ["doc"],
                },
            ),
        ],
    }


def _resource(path: Path, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": path.stem,
        "type": "table",
        "path": path.name,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {"$schema": f"{PROFILES}tableschema.json"} | schema,
    }
