"""Find the line ends that fall in the middle of a sentence.

Pages that were set in columns or mailed as plain text break their lines anywhere, in the middle
of a word, a name or a number. Such a break is no part of the text, and what it separates must be
found as one. A headline also ends without punctuation, so a break is taken out only where
something says that the sentence goes on: a comma before it, a quotation still open, an unfinished
sentence after a finished one, or a page whose lines are all of one width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.text import lines

_BREAK = re.compile(r"\n\s*")
_OPEN_END = "，、,（(“‘《〈「『"
_CANNOT_BEGIN = "，、。；：！？）》〉」』”’】%"
_FRESH_START = re.compile(
    r"[□■☐◎●◆▲▼★※·•—\-【\[#*]|[(（]?(?:[一二三四五六七八九十]+|\d{1,2})(?:[)）、]|\.(?!\d))|第[一二三四五六七八九十]+[章节条]"
)

_SENTENCE_END = re.compile("[。！？!?]")
_SAYS_ON = re.compile("[。！？!?，、,]")
_COMMA = re.compile("[，,、]")
_STAFF = re.compile("记者|通讯员|实习生|摄|供图|责编|编辑|文/|图/|供稿|来源|报道$")
_COUNTED_NEXT = re.compile(r"[0-9]+(?![0-9年月日]|\.\d*\.)|[万亿余多名个人起件元条家项次岁辆人吨公平百千%‰]")
_DIGITS_END = re.compile(r"[\u4e00-\u9fff](?:[0-9]{1,3}(?:,[0-9]{3})*,?|[0-9]+)(?:\.[0-9]*)?$")

SHORTEST_BODY = 12
"""In characters; a line that is neither the first of its paragraph nor shorter is text and no heading."""
INDENTS = (" ", "\t", "\u3000")
NARROWEST = 30
WIDEST = 160
"""In terminal cells, how wide the lines of a wrapped page may be."""
SLACK = 6
"""How much narrower than the page a full line may be: what may not begin a line moves with its neighbour."""


def wraps(plain: str, source: str) -> Iterator[tuple[int, int, str]]:
    """Give the start and end of each break inside a sentence, and what replaces it.

    Nothing does, but for a space between two Latin words.

    Args:
        plain: The text, each character in one form.
        source: The same as it came, character for character: full-width digits fill a line as they stand.
    """
    breaks = [(_trimmed(plain, m.start()), m.end()) for m in _BREAK.finditer(plain)]
    if not breaks:
        return
    width = _page_width(source, breaks)
    blocks = _block_widths(plain, source, breaks)
    begin = 0
    inner = False
    for place, (start, end) in enumerate(breaks):
        stop = breaks[place + 1][0] if place + 1 < len(breaks) else len(plain)
        indented = source[max(0, begin - 1)] in INDENTS
        full = _is_full(source[begin:start], width, blocks[place], inner or indented)
        body = inner or (indented and source[end - 1] not in INDENTS)
        if begin < start and end < stop and _goes_on(plain, (begin, start), (end, stop), full, body):
            latin = (
                plain[start - 1].isascii()
                and plain[start - 1].isalpha()
                and plain[end].isascii()
                and plain[end].isalpha()
            )
            yield start, end, " " if latin else ""
        begin = end
        inner = plain.count("\n", start, end) == 1


def _block_widths(plain: str, source: str, breaks: list[tuple[int, int]]) -> list[int | None]:
    """Give for each break the width of the paragraph around it, or ``None`` where its lines were not wrapped.

    A paragraph was wrapped where two lines at least are of one width, none is much wider, and a sentence
    ends in it: a list of headlines has no full stop.
    """
    widths: list[int | None] = []
    begin = block = 0
    cells: list[int] = []
    for start, end in [*breaks, (len(source), len(source))]:
        cells.append(_cells(source[begin:start].rstrip()))
        begin = end
        if end < len(source) and plain.count("\n", start, end) == 1:
            continue
        widest = max(cells)
        full = sum(1 for each in cells if each >= widest - SLACK)
        wrapped = full > 1 and NARROWEST <= widest <= WIDEST and _SENTENCE_END.search(source, block, start)
        widths += [widest if wrapped else None] * len(cells)
        cells, block = [], end
    return widths


def _is_full(line: str, page: int | None, block: int | None, inner: bool) -> bool:
    """Say whether a line fills its page, or its paragraph; the first line of that may be a headline."""
    cells = _cells(line)
    if page is not None and cells >= page - SLACK:
        return True
    return block is not None and cells >= block - SLACK and (inner or bool(_COMMA.search(line)))


def _trimmed(plain: str, end: int) -> int:
    """Give the end of a line without the spaces that trail it."""
    while end and plain[end - 1] in " \t":
        end -= 1
    return end


def _goes_on(plain: str, before: tuple[int, int], after: tuple[int, int], full: bool, inner: bool) -> bool:
    """Say whether the sentence of one line goes on in the next.

    ``full`` says that the line fills its page, ``inner`` that it is not the first of its paragraph, or is
    indented where the next is not, and so no headline.
    """
    start, end = before
    last, first = plain[end - 1], plain[after[0]]
    gap = plain.count("\n", end, after[0])
    if gap > 2 or last in lines.ENDS + "：:" or _FRESH_START.match(plain, *after):
        return False
    line, following = plain[start:end], plain[after[0] : after[1]]
    told = bool(_COMMA.search(line)) and bool(lines.OPENER.match(line))
    if (_is_apart(line) and not told) or _is_apart(following):
        return False
    if (
        last in _OPEN_END
        or first in _CANNOT_BEGIN
        or (gap == 1 and full and plain[after[0] - 1] not in " \t")
    ):
        return True
    if last in lines.CLOSERS:
        return False
    at_once = gap == 1 and (_says_on(line, following, told or inner) or _is_inside_number(line, following))
    return at_once or _is_unfinished(line, following)


def _says_on(line: str, following: str, body: bool) -> bool:
    """Say whether two lines of a report are long enough, and have the commas, to be one sentence."""
    return (
        body
        and len(line) >= SHORTEST_BODY
        and _COMMA.search(line) is not None
        and _SAYS_ON.search(following) is not None
    )


def _is_apart(line: str) -> bool:
    """Say whether a line is a byline, the opening of a report or furniture, and stands alone."""
    if lines.OPENER.match(line):
        return True
    if len(line) > lines.LONGEST_BYLINE:
        return False
    return any(form.fullmatch(line) for form in (lines.BYLINE, lines.FURNITURE, lines.PAGE_DATE))


def _is_unfinished(line: str, following: str) -> bool:
    """Say whether a line stops within a sentence that the next one finishes."""
    tail = line[line.rfind("。") + 1 :]  # not behind a question: 谁来种田？新农人 is a headline
    if len(tail) < len(line):
        return (
            not _STAFF.search(tail)
            and bool(_SAYS_ON.search(following))
            and len(tail.strip(lines.CLOSERS)) > 1
        )
    closed = following.find("”")
    return line.rfind("“") > line.rfind("”") and closed >= 0 and "“" not in following[:closed]


def _is_inside_number(line: str, following: str) -> bool:
    """Say whether the break falls between the digits of a number or between it and its unit."""
    return len(line) >= 12 and bool(_DIGITS_END.search(line[-40:])) and bool(_COUNTED_NEXT.match(following))


def _page_width(source: str, breaks: list[tuple[int, int]]) -> int | None:
    """Give the width to which a page was wrapped, or ``None`` if its lines are paragraphs."""
    begin = 0
    found: list[tuple[int, bool]] = []
    for start, end in breaks:
        if NARROWEST // 2 <= start - begin <= WIDEST:
            line = source[begin:start]
            cells = _cells(line)
            if cells >= NARROWEST:
                found.append((cells, line[-1] not in lines.ENDS and any(mark in line for mark in "，。、,")))
        elif start - begin > WIDEST:
            found.append((WIDEST + 1, False))
        begin = end
    if len(found) < 3:
        return None
    width = sorted(cells for cells, _ in found)[int(0.95 * (len(found) - 1))]
    full = [open_end for cells, open_end in found if width - SLACK <= cells <= width + 2]
    if width > WIDEST or len(full) < 3 or 2 * len(full) < len(found) or 2 * sum(full) < len(full):
        return None
    return width


def _cells(line: str) -> int:
    """Count terminal cells: a character of ASCII takes one, any other two."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))
