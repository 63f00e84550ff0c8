"""Where things stand in a TOML file, so that an error can point at what the author typed.

``tomllib`` gives values without their places. This reads the same text a second time, after
``tomllib`` has found it sound, and only notes where each key and each value begins. It
therefore needs no error handling of its own and knows no more TOML than that.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, NamedTuple

from extractor.errors import Problem

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value: ``("rule", 2, "regex")``."""

_BLANK = re.compile(r"(?:\s+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+""")
_STRING = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:'{0,2})|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''',
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]+")
_ESCAPE = re.compile(
    r"(?P<nothing>\\[ \t]*\n\s*)|\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)|.", re.DOTALL
)
_HINTS = {
    "Invalid value": """a text stands in straight quotes: "text", a regex in '''regex'''""",
    "Unescaped '\\'": "write a regex in ''' ''', where a backslash is a backslash",
    "Illegal character": "does the text end with the quotes that it begins with?",
    "Unterminated string": "does the text end with the quotes that it begins with?",
    "Cannot overwrite a value": "this stands here twice; take one out",
    "Expected '='": 'a line is a key, an equals sign and a value: id = "count.dozen"',
}
"""What to do about what tomllib says, by how that begins."""

_AT_LINE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Spot(NamedTuple):
    """Offsets of a key and of its value in the text of the file."""

    key: int
    key_end: int
    value: int
    value_end: int


class TomlFile:
    """A TOML file that knows where each of its values stands.

    Attributes:
        name: Its name, as messages give it.
        text: What it holds.
        data: What it means.
    """

    def __init__(self, name: str, text: str) -> None:
        """Read the text.

        Raises:
            ValueError: It is no TOML.
            RecursionError: Its lists are nested too deeply.
        """
        self.name = name
        self.text = text.replace("\r\n", "\n")
        self.data: dict[str, Any] = tomllib.loads(self.text, parse_float=_exact)
        self._lines = self.text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._spots = _Scanner(self.text).document()

    def position(self, path: Path, *, value: bool = False) -> tuple[int, int]:
        """Give line and column, from 1, of the key at ``path``, or of its value.

        A table has no value of its own: its place is that of its head.
        """
        spot = self._spot(path)
        return self.place(spot.value if value else spot.key)

    def inside(self, path: Path, index: int) -> int:
        """Give the offset in the file of character ``index`` of the string at ``path``."""
        spot = self._spot(path)
        raw = self.text[spot.value : spot.value_end]
        quotes = 3 if raw[:3] in ('"""', "'''") else 1
        start = quotes + (quotes == 3 and raw[3:4] == "\n")
        if raw[0] == "'":
            return spot.value + min(start + index, len(raw) - quotes)
        for match in _ESCAPE.finditer(raw, start, len(raw) - quotes):
            if match["nothing"] is None:
                if index == 0:
                    return spot.value + match.start()
                index -= 1
        return spot.value_end - quotes

    def at_key(self, message: str, path: Path, hint: str | None = None) -> Problem:
        """Make a problem that points at a key, or at the head of a table."""
        spot = self._spot(path)
        return self.at_offset(message, spot.key, spot.key_end - spot.key, hint)

    def at_value(self, message: str, path: Path, hint: str | None = None) -> Problem:
        """Make a problem that points at a value."""
        spot = self._spot(path)
        return self.at_offset(message, spot.value, spot.value_end - spot.value, hint)

    def at_offset(self, message: str, offset: int, length: int = 1, hint: str | None = None) -> Problem:
        """Make a problem that points at ``length`` characters from ``offset`` in the file."""
        line, column = self.place(offset)
        return Problem(message, self.name, line, column, length, self.line(line), hint)

    def line(self, number: int) -> str:
        """Give a line, counted from 1; ``""`` behind the end."""
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def place(self, offset: int) -> tuple[int, int]:
        """Give line and column, from 1, of an offset in the file."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _spot(self, path: Path) -> Spot:
        while path not in self._spots:
            path = path[:-1]
        return self._spots[path]


def read_toml(name: str, content: bytes, problems: list[Problem]) -> TomlFile | None:
    """Read a TOML file; ``None``, and the reason in ``problems``, if it is none."""
    text = decoded(name, content, problems)
    if text is None:
        return None
    try:
        return TomlFile(name, text)
    except ValueError as error:
        problems.append(_syntax(str(error), name, text))
    except RecursionError:
        problems.append(Problem("lists or tables are nested too deeply", name))
    return None


def decoded(name: str, content: bytes, problems: list[Problem]) -> str | None:
    """Read the text of a file of rules or words; ``None``, and the reason in ``problems``, if it is none."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem("is not UTF-8", name, line, hint="save it as UTF-8"))
        return None


def _syntax(message: str, name: str, text: str) -> Problem:
    """Take the place out of what tomllib says, and point at it."""
    match = _AT_LINE.search(message)
    lines = text.split("\n")
    line = int(match[1]) if match and match[1] else len(lines)
    column = int(match[2]) if match and match[2] else len(lines[-1]) + 1
    plain = message[: match.start()] if match else message
    hint = next((hint for said, hint in _HINTS.items() if plain.startswith(said)), None)
    return Problem(plain[:1].lower() + plain[1:], name, line, column, 1, lines[line - 1], hint)


def _exact(number: str) -> Decimal:
    """Read a number with all its digits; one that is beyond all decimals is infinite, or nothing."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return Decimal(float(number))


def _unquoted(key: str) -> str:
    if key[0] == "'" or (key[0] == '"' and "\\" not in key):
        return key[1:-1]
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] == '"' else key


class _Scanner:
    """One walk through a sound TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.spots: dict[Path, Spot] = {(): Spot(0, 0, 0, 0)}

    def document(self) -> dict[Path, Spot]:
        table: Path = ()
        arrays: Counter[Path] = Counter()
        self._skip(_BLANK)
        while self.offset < len(self.text):
            if self.text[self.offset] == "[":
                table = self._header(arrays)
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self.spots

    def _header(self, arrays: Counter[Path]) -> Path:
        start = self.offset
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.offset += brackets
        path: Path = ()
        names = self._key()
        for number, name in enumerate(names, start=1):
            path += (name,)
            if brackets == 2 and number == len(names):
                arrays[path] += 1
            if path in arrays:
                path += (arrays[path] - 1,)
        self._skip(_SPACE)
        self.offset += brackets
        for length in range(1, len(path) + 1):
            self.spots.setdefault(path[:length], Spot(start, self.offset, start, self.offset))
        self.spots[path] = Spot(start, self.offset, start, self.offset)
        return path

    def _pair(self, table: Path) -> None:
        start = self.offset
        path = table + self._key()
        end = self.offset
        self._skip(_SPACE)
        self.offset += 1  # the equals sign
        self._skip(_SPACE)
        value = self.offset
        self._value(path)
        spot = Spot(start, end, value, self.offset)
        for length in range(len(table) + 1, len(path)):
            self.spots.setdefault(path[:length], spot)
        self.spots[path] = spot

    def _key(self) -> Path:
        """``key = part *( "." part )``."""
        parts: list[str | int] = []
        while True:
            self._skip(_SPACE)
            parts.append(_unquoted(self._skip(_KEY)))
            here = self.offset
            self._skip(_SPACE)
            if not self.text.startswith(".", self.offset):
                self.offset = here
                return tuple(parts)
            self.offset += 1

    def _value(self, path: Path) -> None:
        """``value = string / array / inline-table / anything up to the next delimiter``."""
        match self.text[self.offset]:
            case '"' | "'":
                self._skip(_STRING)
            case "[":
                self._items(path, "]")
            case "{":
                self._items(path, "}")
            case _:
                scalar = self._skip(_SCALAR)
                self.offset -= len(scalar) - len(scalar.rstrip())

    def _items(self, path: Path, close: str) -> None:
        self.offset += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.offset] == ",":
                self.offset += 1
            elif self.text[self.offset] == close:
                self.offset += 1
                return
            elif close == "}":
                self._pair(path)
            else:
                start = self.offset
                self._value((*path, index))
                self.spots[(*path, index)] = Spot(start, self.offset, start, self.offset)
                index += 1

    def _skip(self, what: re.Pattern[str]) -> str:
        """Step over what stands here, and give it."""
        match = what.match(self.text, self.offset)
        if match is None:
            return ""
        self.offset = match.end()
        return match[0]
