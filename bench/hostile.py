"""Time per byte on hostile texts, as a multiple of that on ordinary ones.

A parser that looks back over what it has read is fast on reports and stands still on a page of digits. Each
text here is made to catch one such habit; none may cost more than `LIMIT` times what an ordinary text costs a
byte, or a fact where there is nothing but facts in it.

    python bench/hostile.py [--size 60000] [--profile NAME]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor import Extractor

LIMIT = 3.0
SEEDS = Path(__file__).parents[1] / "seeds"


def _repeated(piece: str) -> Callable[[int], str]:
    """Repeat a piece until it fills so many bytes."""
    return lambda size: piece * (size // len(piece.encode()) + 1)


def _one_clause(size: int) -> str:
    """Write one clause without an end, with 2,000 numbers."""
    return "".join(f"地方事业发展{number}" for number in range(1, size // 22))


TEXTS: dict[str, Callable[[int], str]] = {
    "digits": _repeated("7"),
    "digits and commas": _repeated("1,234,"),
    "digits and points": _repeated("1.2"),
    "numerals": _repeated("一"),
    "scales": _repeated("万"),
    "more": _repeated("十余"),
    "several": _repeated("几十"),
    "commas": _repeated("，"),
    "ascii commas": _repeated(","),
    "list marks": _repeated("、"),
    "parts": _repeated("其中"),
    "open brackets": _repeated("（"),
    "ascii brackets": _repeated("("),
    "open quotes": _repeated("“"),
    "titles": _repeated("《"),
    "line ends": _repeated("\n"),
    "short lines": _repeated("一\n"),
    "spaces": _repeated(" "),
    "wide spaces": _repeated("\u3000"),
    "ordinals": _repeated("第"),
    "ranges": _repeated("3至"),
    "dates": _repeated("3月"),
    "days": _repeated("3日、"),
    "years": _repeated("2020年"),
    "yearly": _repeated("同比"),
    "shares": _repeated("百分之"),
    "counts": _repeated("3人"),
    "listed counts": _repeated("3、"),
    "parts that count": _repeated("其中3人，"),
    "steps": _repeated("由3人增至5人"),
    "bodies": _repeated("公安局"),
    "places": _repeated("武汉市"),
    "places and counts": _repeated("武汉市3人，"),
    "places that count": _repeated("武汉市3人"),
    "a place and one clause": lambda size: "武汉市" + _one_clause(size),
    "provinces": _repeated("湖北"),
    "letters": _repeated("a"),
    "addresses": _repeated("a."),
    "one clause": _one_clause,
    "one clause of verbs": _repeated("开展打击处理"),
    "one clause of nouns": _repeated("中国人民银行"),
    "glosses": _repeated("萬(wàn)"),
    "half glosses": _repeated("萬(w"),
}


def ordinary(size: int) -> str:
    """Give ordinary reports, of the project's own, of so many bytes at least."""
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return text * (size // len(text.encode()) + 1)


def cost(extractor: Extractor, text: str, most: float = 0) -> tuple[float, int]:
    """Give the CPU seconds that a text takes, the least of three where it takes little, and its facts."""
    best = float("inf")
    facts = 0
    for _ in range(3):
        start = time.process_time()
        facts = sum(1 for _ in extractor.extract(text, "2022-06-01"))
        best = min(best, time.process_time() - start)
        if best > most:
            break
    return best, facts


def main() -> int:
    """Measure all texts, and say which are too slow."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=60_000, help="bytes of each text")
    parser.add_argument("--profile", metavar="NAME", choices=TEXTS, help="profile one text instead")
    options = parser.parse_args()
    extractor = Extractor()
    plain = ordinary(options.size)
    cost(extractor, plain)
    if options.profile:
        with cProfile.Profile() as profile:
            cost(extractor, TEXTS[options.profile](options.size))
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)
        return 0
    seconds, facts = cost(extractor, plain, 10)
    a_byte, a_fact = seconds / len(plain.encode()), seconds / facts
    print(f"ordinary text: {a_byte * 1e9:.0f} ns a byte, {a_fact * 1e6:.0f} us a fact")
    slow = []
    for name, make in TEXTS.items():
        text = make(options.size)
        seconds, facts = cost(extractor, text, 3 * LIMIT * a_byte * options.size)
        bytes_cost = seconds / len(text.encode()) / a_byte
        facts_cost = seconds / facts / a_fact if facts else float("inf")
        too_slow = min(bytes_cost, facts_cost) > LIMIT
        slow += [name] if too_slow else []
        by_fact = f"{facts_cost:8.2f} a fact" if facts else ""
        print(f"{name:24}{bytes_cost:8.2f} times a byte{by_fact}{'  <-- slow' if too_slow else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
