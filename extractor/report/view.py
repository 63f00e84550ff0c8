"""What the page is told: the documents with their facts as JSON that may stand inside HTML.

Numbers go over as strings with all their digits, because a script that read them as numbers would
round them. What the page can work out is left out: a fact's own document, its ``text``, which is
``source[start:end]``, and its ``sentence``, which is given by its offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

import orjson

from extractor.audit import LEVELS, Finding
from extractor.emit.number import plain
from extractor.types import FACT_FIELDS, KINDS, QUALIFIERS, Fact, Record

SENT_FIELDS = tuple(name for name in FACT_FIELDS if name not in {"doc", "text", "sentence"})
"""The fields of a fact that go over as they are; the sentence's offsets come behind them."""

_ESCAPED = {
    "<": b"\\u003c",  # no tag ends or begins inside the data
    ">": b"\\u003e",
    "&": b"\\u0026",
    "\u2028": b"\\u2028",  # line ends to JavaScript, though not to JSON
    "\u2029": b"\\u2029",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document and the facts that were found in it, in order of their place."""

    record: Record
    facts: tuple[Fact, ...]


def view(
    documents: Sequence[Document],
    regions: Mapping[str, str],
    indicators: Mapping[str, str],
    findings: Sequence[Finding],
) -> bytes:
    """Give what the page shows, as JSON.

    Args:
        documents: The documents in the order in which they are shown.
        regions: The name of each division by its code.
        indicators: The name of the indicator that a fact's metric is, by the fact's id.
        findings: What adds up and what does not, of facts that are shown.

    Returns:
        JSON in which no character means anything to HTML.
    """
    model = {
        "fields": SENT_FIELDS,
        "kinds": KINDS,
        "qualifiers": QUALIFIERS,
        "levels": LEVELS,
        "regions": regions,
        "indicators": indicators,
        "findings": [_finding(finding) for finding in findings],
        "documents": [_document(document) for document in documents],
    }
    return escaped(orjson.dumps(model))


def escaped(json: bytes) -> bytes:
    r"""Write the characters that mean something to HTML or JavaScript as escapes of JSON.

    They stand only inside strings, so that what is read is the same.

    >>> escaped(b'["</script>"]')
    b'["\\u003c/script\\u003e"]'
    """
    for character, escape in _ESCAPED.items():
        json = json.replace(character.encode(), escape)
    return json


def _document(document: Document) -> dict[str, object]:
    record = document.record
    return {
        "name": record.doc,
        "date": record.date,
        "text": record.text,
        # What a person has decided about a text is kept under this name.
        "digest": blake2b(f"{record.doc}\0{record.text}".encode(), digest_size=8).hexdigest(),
        "facts": [_row(fact, record.text) for fact in document.facts],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "level": finding.level,
        "message": finding.message,
        "reason": finding.reason,
        "facts": [fact.id for fact in finding.facts],
        "copies": finding.copies,
    }


def _row(fact: Fact, text: str) -> list[object]:
    return [*(_cell(getattr(fact, name)) for name in SENT_FIELDS), *_sentence(fact, text)]


def _cell(value: object) -> object:
    return plain(value) if isinstance(value, Decimal) else value


def _sentence(fact: Fact, text: str) -> Iterable[int]:
    """Give where the sentence of a fact begins and ends; a quote can stand in a text more than once."""
    length = len(fact.sentence)
    begin = text.find(fact.sentence, max(0, fact.end - length), fact.start + length)
    return (begin, begin + length) if begin >= 0 else (fact.start, fact.end)
