"""Change texts in ways that change nothing of what they say, and see that the facts stay the same.

    python tools/metamorphic.py                                the samples in seeds/
    python tools/metamorphic.py reports/ news.jsonl --show 3   texts of one's own

Each relation makes variants of a text, with the way back to its offsets. The facts of a variant, moved
back, must be those of the text in every field. A line says for each relation how many texts it was tried
on, and how many broke it; the first that did are shown with what differs. Exit code 1 where one did.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from extractor import Extractor
from extractor.errors import Problem
from extractor.text.normalise import normalise
from extractor.text.read import read_records
from extractor.text.split import split
from extractor.types import FACT_FIELDS, Fact, Record

SEEDS = Path(__file__).parents[1] / "seeds"

PLACED = ("id", "doc", "of", "metric", "article", "text", "start", "end", "sentence", "period_text")
SAYING = tuple(name for name in FACT_FIELDS if name not in PLACED)
"""The fields that neither quote the source nor point into it."""

SYLLABLES = ("wàn", "guān", "xué", "lǐ", "shuāng", "è", "lüè", "zhǐ", "bǎo", "qiáng")
HAN = re.compile(r"[\u4e00-\u9fff](?![(\u0300-\u036f])")
BREAK = re.compile("\n")
DIGITS, WIDE_DIGITS = "0123456789", "０１２３４５６７８９"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WIDE_LETTERS = "".join(chr(ord(letter) + 0xFEE0) for letter in LETTERS)
MARKS, WIDE_MARKS = ",;:!?()", "，；：！？（）"
ASIDE = "[^0-9０-９A-Za-zÀ-ɏａ-ｚＡ-Ｚ/]"
MARK = re.compile(rf"(?<={ASIDE})[{re.escape(MARKS)}](?={ASIDE})")
WIDE_MARK = re.compile(rf"(?<={ASIDE})[{WIDE_MARKS}](?={ASIDE})")
WIDTHS = str.maketrans(WIDE_MARKS, MARKS)


OTHER = {
    "家俱": "家具",
    "傢俱": "家具",
    "批覆": "批复",
    "反覆": "反复",
    "覆信": "复信",
    "答覆": "答复",
    "想像": "想象",
    "座标": "坐标",
}
"""Words that are others in Traditional Chinese, not spelled otherwise."""
OTHER_WORDS = re.compile("|".join(OTHER))


class Variant(NamedTuple):
    """A text changed, and for each of its offsets, and its end, the one in the text that it was."""

    text: str
    back: Sequence[int]


Edit = tuple[int, int, str]
Relation = Callable[[str], Iterator[Variant]]
Row = dict[str, Any]


def edited(text: str, edits: Iterable[Edit]) -> Variant:
    """Replace what stands from start to end of each edit, in order."""
    pieces: list[str] = []
    back: list[int] = []
    done = 0
    for start, end, new in edits:
        pieces += text[done:start], new
        back += range(done, start)
        back += range(start, end) if len(new) == end - start else [start] * len(new)
        done = end
    pieces.append(text[done:])
    back += range(done, len(text) + 1)
    return Variant("".join(pieces), back)


def chance_of(text: str) -> random.Random:
    """Give chance that falls the same way for the same text."""
    return random.Random(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def put(pattern: re.Pattern[str], new: str) -> Relation:
    """Replace what a pattern finds."""

    def relation(text: str) -> Iterator[Variant]:
        yield edited(text, ((m.start(), m.end(), new) for m in pattern.finditer(text)))

    return relation


def spelled(old: str, new: str) -> Relation:
    """Write some characters as others, one for one."""
    table = str.maketrans(old, new)

    def relation(text: str) -> Iterator[Variant]:
        yield Variant(text.translate(table), range(len(text) + 1))

    return relation


def marked(pattern: re.Pattern[str], old: str, new: str) -> Relation:
    """Write the punctuation that a pattern finds in its other width."""
    table = str.maketrans(old, new)

    def relation(text: str) -> Iterator[Variant]:
        yield edited(text, ((m.start(), m.end(), m[0].translate(table)) for m in pattern.finditer(text)))

    return relation


def before(*prefixes: str) -> Relation:
    """Put something before the text."""

    def relation(text: str) -> Iterator[Variant]:
        yield from (edited(text, [(0, 0, prefix)]) for prefix in prefixes)

    return relation


def behind(*suffixes: str) -> Relation:
    """Put something behind the text."""

    def relation(text: str) -> Iterator[Variant]:
        yield from (edited(text, [(len(text), len(text), suffix)]) for suffix in suffixes)

    return relation


def converted(*names: str) -> Relation:
    """Write a text in Traditional characters."""

    def relation(text: str) -> Iterator[Variant]:
        from opencc import OpenCC  # noqa: PLC0415  in development only

        for name in names:
            other = OpenCC(name).convert(text)
            if len(other) == len(text):
                yield Variant(other, range(len(text) + 1))

    return relation


def glossed(share: float, left: str = "(", right: str = ")") -> Relation:
    """Put glosses of pinyin behind some of the characters."""

    def relation(text: str) -> Iterator[Variant]:
        chance = chance_of(text)
        yield edited(
            text,
            [
                (m.end(), m.end(), left + chance.choice(SYLLABLES) + right)
                for m in HAN.finditer(text)
                if chance.random() < share
            ],
        )

    return relation


def sprinkled(characters: str, share: float = 0.2) -> Relation:
    """Put characters that have no width between others."""

    def relation(text: str) -> Iterator[Variant]:
        chance = chance_of(text)
        places = [place for place in range(len(text) + 1) if chance.random() < share]
        yield edited(text, [(place, place, chance.choice(characters)) for place in places])

    return relation


RELATIONS: dict[str, Relation] = {
    "blank lines before a text move offsets and nothing else": before("\n", "\n\n\n", " \n\u3000\n\t\n"),
    "a byte-order mark before a text changes nothing": before("\ufeff"),
    "lines end in CRLF": put(BREAK, "\r\n"),
    "lines end in CR": put(BREAK, "\r"),
    "spaces trail the lines": put(re.compile("(?=\n)|$"), "  \u3000"),
    "blank lines behind a text": behind("\n", "\n\n \n", "\r\n\r\n"),
    "digits are full-width": spelled(DIGITS, WIDE_DIGITS),
    "digits are half-width": spelled(WIDE_DIGITS, DIGITS),
    "letters are full-width": spelled(LETTERS, WIDE_LETTERS),
    "letters are half-width": spelled(WIDE_LETTERS, LETTERS),
    "percent signs are full-width": spelled("%", "％"),
    "percent signs are half-width": spelled("％", "%"),
    "punctuation is full-width": marked(MARK, MARKS, WIDE_MARKS),
    "punctuation is half-width": marked(WIDE_MARK, WIDE_MARKS, MARKS),
    "punctuation is that of half-width Japanese": spelled("。、「」", "｡､｢｣"),
    "a text is in Traditional characters": converted("s2t"),
    "a text is in Traditional characters of Taiwan": converted("s2tw"),
    "a text is in Traditional characters of Hong Kong": converted("s2hk"),
    "some characters have a gloss of pinyin": glossed(0.1),
    "all characters have a gloss of pinyin": glossed(1),
    "characters without width stand between others": sprinkled("\u200b\u200d\ufeff\u2060\u00ad\u200e"),
}


def canonical(facts: Sequence[Fact], text: str, back: Sequence[int] | None = None) -> list[Row]:
    """Give what facts say and where, in the offsets of the text before it was changed."""
    way = back or range(len(text) + 1)
    place = {fact.id: number for number, fact in enumerate(facts)}
    rows: list[Row] = []
    for fact in facts:
        if text[fact.start : fact.end] != fact.text:
            raise ValueError(f"{fact.start}-{fact.end} is not {fact.text!r}")
        begin = text.rfind(fact.sentence, 0, fact.start + len(fact.sentence))
        row: dict[str, Any] = {name: getattr(fact, name) for name in SAYING}
        row["metric"] = fact.metric and OTHER_WORDS.sub(lambda m: OTHER[m[0]], fact.metric.translate(WIDTHS))
        row["of"] = None if fact.of is None else place[fact.of]
        row["article"] = fact.article
        row["start"], row["end"] = way[fact.start], way[fact.end - 1] + 1
        row["sentence"] = way[begin], way[begin + len(fact.sentence) - 1] + 1
        row["quote"] = fact.sentence
        rows.append(row)
    return rows


def differences(wanted: Sequence[Row], found: Sequence[Row]) -> list[str]:
    """Say what differs between two lists of facts, a line for each fact."""

    def keyed(rows: Sequence[Row]) -> dict[tuple[object, ...], Row]:
        keys: dict[tuple[object, ...], Row] = {}
        for row in rows:
            number = 0
            while (key := (row["start"], row["end"], row["kind"], number)) in keys:
                number += 1
            keys[key] = row
        return keys

    old, new = keyed(wanted), keyed(found)
    lines = []
    for key in sorted({*old, *new}, key=str):
        a, b = old.get(key), new.get(key)
        if a is None or b is None:
            row = a or b or {}
            what = "lost" if b is None else "new"
            lines.append(f"{what}: {row['kind']} {row['metric']} {row['value']} in {row['quote'][:80]}")
            continue
        changed = [f"{name} {a[name]} -> {b[name]}" for name in a if a[name] != b[name] and name != "quote"]
        # One fact more or less moves the numbers of all behind it.
        if changed and (len(old) == len(new) or not all(each.startswith("of ") for each in changed)):
            lines.append(f"{'; '.join(changed)} in {a['quote'][:80]}")
    return lines


def broken(extractor: Extractor, relation: Relation, record: Record, wanted: list[Row]) -> list[str]:
    """Say what the variants of a text that a relation makes change in its facts."""
    faults: list[str] = []
    for text, back in relation(record.text):
        if text != record.text:
            found = canonical(list(extractor.extract(text, record.date)), text, back)
            faults += differences(wanted, found)
    return faults


def moved(rows: list[Row], offset: int, articles: int, facts: int) -> list[Row]:
    """Give facts as they are where so much stands before them."""
    return [
        row
        | {"start": row["start"] + offset, "end": row["end"] + offset, "article": row["article"] + articles}
        | {"of": None if row["of"] is None else row["of"] + facts}
        | {"sentence": tuple(place + offset for place in row["sentence"])}
        for row in rows
    ]


def broken_apart(extractor: Extractor, record: Record, wanted: list[Row]) -> list[str] | None:
    """Say what changes where each article of a page is a record; ``None`` where it says less so."""
    if COLUMN.search(record.text):
        return None
    text = normalise(record.text)
    articles = split(text, record.date)
    if len(articles) < 2:
        return None
    starts = [text.offsets[article.start] for article in articles] + [len(record.text)]
    found: list[Row] = []
    for article, start, end in zip(articles, starts, starts[1:], strict=False):
        piece = record.text[start:end]
        rows = canonical(list(extractor.extract(piece, article.date or record.date)), piece)
        found += moved(rows, start, article.number - 1, len(found))
    return differences(wanted, found)


COLUMN = re.compile(r"^\s*国[内际][^\n]{0,6}(?:快讯|简讯|短讯|要闻)", re.MULTILINE)
"""A title that says of each report below where it is from, and that a report cut out is without."""

NEWS = "图书馆添了新书\n本报讯 读者们很高兴，新书也多。\n\n"


def broken_together(extractor: Extractor, record: Record, wanted: list[Row]) -> list[str] | None:
    """Say what changes behind a report without numbers; ``None`` where the text begins as no report does."""
    articles = split(normalise(record.text), record.date)
    page = normalise(NEWS + record.text)
    behind = split(page, record.date)
    if len(behind) != len(articles) + 1 or page.offsets[behind[1].start] < len(NEWS):
        return None
    text = NEWS + record.text
    found = canonical(list(extractor.extract(text, record.date)), text)
    return differences(moved(wanted, len(NEWS), 1, 0), found)


PAGES: dict[str, Callable[[Extractor, Record, list[Row]], list[str] | None]] = {
    "each article of a page is a text of its own": broken_apart,
    "another report without numbers stands before": broken_together,
}


def records(paths: Sequence[str]) -> Iterator[Record]:
    """Read texts, of seeds/ where none are named."""
    for record in read_records(paths or [str(SEEDS)]):
        if isinstance(record, Problem):
            sys.exit(str(record))
        yield record


def main() -> int:
    """Try all relations on all texts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("paths", nargs="*", help="texts, records and folders of them; else seeds/")
    parser.add_argument("--only", metavar="WORDS", default="", help="relations whose names have these words")
    parser.add_argument("--show", type=int, default=3, help="how many texts that break a relation are shown")
    options = parser.parse_args()
    extractor = Extractor()
    texts = [
        (record, canonical(list(extractor.extract(record.text, record.date)), record.text))
        for record in records(options.paths)
    ]
    tries: dict[str, Callable[[Record, list[Row]], list[str] | None]] = {
        **{name: partial(broken, extractor, relation) for name, relation in RELATIONS.items()},
        **{name: partial(relation, extractor) for name, relation in PAGES.items()},
    }
    failed = 0
    for name, relation in tries.items():
        if options.only not in name:
            continue
        told = [(record.doc, relation(record, wanted)) for record, wanted in texts]
        tried = sum(lines is not None for _, lines in told)
        faults = [(doc, lines) for doc, lines in told if lines]
        print(f"{name}: {tried} texts, {len(faults)} break it", flush=True)
        for doc, lines in faults[: options.show]:
            print(f"    {doc}: {len(lines)} facts", *lines[:4], sep="\n        ")
        failed += bool(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
