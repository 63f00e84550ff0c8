"""Turn the tables of rule files into rules: every key checked, the regex compiled, the examples read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import regex

from extractor.types import QUALIFIERS

from .expand import Expanded, Expander, Scope, Source, compiled, complaint, did_you_mean
from .model import ANCHORS, KINDS, SIDES, Example, Frame, Rule
from .scan import Compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.errors import Problem

    from .locate import Path, TomlFile

_FRAME_KEYS = ("id", "doc", "regex", "priority", "needs", "set", "yes", "no")
_RULE_KEYS = (*_FRAME_KEYS, "gives", "at", "side")
_GROUP = regex.compile(r"\(\?P<(\w+)>")
_DIGITS = 1000
"""The most digits of a number in a rule."""
_SECONDS = 1.0
"""How long a rule may take over one of its own examples."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[rule]]`` or ``[[frame]]`` table before it is read.

    Attributes:
        table: ``rule`` or ``frame``.
        file: The file that it stands in.
        path: The way to it.
        values: What it holds.
        scope: The names that its regex can use.
        folder: The number of its folder.
        own: Whether it is of a folder that the user added.
    """

    table: str
    file: TomlFile
    path: Path
    values: Mapping[str, Any]
    scope: Scope
    folder: int
    own: bool

    def problem(self, key: str, message: str, hint: str | None = None) -> Problem:
        """Make a problem that points at the value of a key, or at the head if there is none."""
        if key in self.values:
            return self.file.at_value(message, (*self.path, key), hint)
        return self.file.at_key(message, self.path, hint)


class Compiler:
    """Compiles entries, and collects what is wrong with them.

    Args:
        expander: Puts the names into their regexes.
        problems: Takes what is wrong.
        own: The files that did not come with the package.
    """

    def __init__(self, expander: Expander, problems: list[Problem], own: frozenset[str]) -> None:
        self._expander = expander
        self._own = own
        self._problems = problems

    def rule(self, entry: Entry) -> Rule | None:
        """Make a rule; ``None`` if it has problems."""
        before = len(self._problems)
        self._check_keys(entry, _RULE_KEYS)
        common = self._common(entry)
        gives = self._one_of(entry, "gives", tuple(KINDS), required=True)
        at = self._one_of(entry, "at", ANCHORS)
        side = self._one_of(entry, "side", SIDES, required=gives == "bound")
        if gives != "bound" and side:
            self._note(entry, "side", "side is for rules that give a bound")
        if gives == "bound" and "qualifier" not in common["constants"]:
            self._note(entry, "set", "a bound must set a qualifier", 'set = { qualifier = "over" }')
        pattern = self._pattern(entry, gives)
        if pattern is None or len(self._problems) > before:
            return None
        return Rule(gives=gives or "", at=at, side=side, **pattern, **common)

    def frame(self, entry: Entry) -> Frame | None:
        """Make a frame; ``None`` if it has problems."""
        before = len(self._problems)
        self._check_keys(entry, _FRAME_KEYS)
        common = self._common(entry)
        pattern = self._pattern(entry, None)
        if pattern is None or len(self._problems) > before:
            return None
        return Frame(**pattern, **common)

    def _note(self, entry: Entry, key: str, message: str, hint: str | None = None) -> None:
        self._problems.append(entry.problem(key, message, hint))

    def _check_keys(self, entry: Entry, known: tuple[str, ...]) -> None:
        for key in entry.values:
            if key not in known:
                hint = did_you_mean(key, known)
                self._problems.append(
                    entry.file.at_key(f"a {entry.table} has no {key}", (*entry.path, key), hint)
                )

    def _common(self, entry: Entry) -> dict[str, Any]:
        """Read the keys that rules and frames share."""
        line, _ = entry.file.position(entry.path)
        return {
            "id": entry.values["id"],
            "doc": self._string(entry, "doc"),
            "regex": self._string(entry, "regex"),
            "file": entry.file.name,
            "line": line,
            "yes": self._yes(entry),
            "no": self._no(entry),
            "priority": self._priority(entry),
            "needs": self._needs(entry),
            "constants": self._constants(entry),
        }

    def _string(self, entry: Entry, key: str) -> str:
        value = entry.values.get(key)
        if isinstance(value, str) and value.strip():
            return value
        missing = key not in entry.values
        self._note(entry, key, f"{entry.values['id']} has no {key}" if missing else f"{key} must be a text")
        return ""

    def _one_of(self, entry: Entry, key: str, known: tuple[str, ...], required: bool = False) -> str | None:
        value = entry.values.get(key)
        if isinstance(value, str) and value in known:
            return value
        if key in entry.values:
            hint = did_you_mean(value, known) if isinstance(value, str) else None
            self._note(entry, key, f"{key} must be one of {', '.join(known)}", hint)
        elif required:
            self._note(entry, key, f"{entry.values['id']} has no {key}")
        return None

    def _priority(self, entry: Entry) -> int:
        value = entry.values.get("priority", 0)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._note(entry, "priority", "priority must be a whole number")
        return 0

    def _needs(self, entry: Entry) -> tuple[str, ...]:
        value = entry.values.get("needs", [])
        if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            return tuple(value)
        self._note(entry, "needs", 'needs must be a list of words: ["同比"]')
        return ()

    def _constants(self, entry: Entry) -> dict[str, str]:
        value = entry.values.get("set", {})
        if not isinstance(value, dict):
            self._note(entry, "set", 'set must be a table: { unit = "元" }')
            return {}
        constants = self._plain(entry, value, (*entry.path, "set"))
        qualifier = constants.get("qualifier")
        if qualifier is not None and qualifier not in QUALIFIERS:
            path = (*entry.path, "set", "qualifier")
            message = f"qualifier must be one of {', '.join(QUALIFIERS)}"
            self._problems.append(entry.file.at_value(message, path, did_you_mean(qualifier, QUALIFIERS)))
        if "times" in constants and not _is_positive(constants["times"]):
            path = (*entry.path, "set", "times")
            self._problems.append(entry.file.at_value("times must be a number above 0", path))
        return constants

    def _plain(self, entry: Entry, table: Mapping[str, Any], path: Path) -> dict[str, str]:
        """Write the values of a table as text."""
        plain = {}
        for key, value in table.items():
            text = _as_text(value)
            if text is None:
                message = f"{key} must be a text, a number, true or false"
                self._problems.append(entry.file.at_value(message, (*path, key)))
            else:
                plain[key] = text
        return plain

    def _yes(self, entry: Entry) -> tuple[Example, ...]:
        examples = []
        for key, value in self._examples(entry, "yes").items():
            path = (*entry.path, "yes", key)
            tables = value if isinstance(value, list) else [value]
            if not all(isinstance(table, dict) for table in tables):
                message = "an example says what it means in a table: { value = 3 }"
                self._problems.append(entry.file.at_value(message, path))
                continue
            example = self._example(entry, key, path)
            many = isinstance(value, list)
            expect = tuple(
                self._plain(entry, table, (*path, number) if many else path)
                for number, table in enumerate(tables)
            )
            paired = "<" not in example.text and ">" not in example.text
            if entry.table == "rule" and paired and len(example.marks) != len(expect):
                self._problems.append(_unequal(entry, path, example, len(expect)))
            examples.append(_with(example, expect=expect))
        return tuple(examples)

    def _no(self, entry: Entry) -> tuple[Example, ...]:
        examples = []
        for key, value in self._examples(entry, "no").items():
            path = (*entry.path, "no", key)
            if isinstance(value, str) and value.strip():
                examples.append(_with(self._example(entry, key, path), reason=value))
            else:
                message = "a counter-example's value is its reason"
                self._problems.append(entry.file.at_value(message, path))
        return tuple(examples)

    def _examples(self, entry: Entry, key: str) -> Mapping[str, Any]:
        value = entry.values.get(key)
        if isinstance(value, dict) and value:
            return value
        if value is None or value == {}:
            what = "example" if key == "yes" else "counter-example"
            message = f"{entry.values['id']} has no {what}: give one in [{entry.table}.{key}]"
        else:
            message = f"{key} must be a table: [{entry.table}.{key}]"
        self._note(entry, key, message)
        return {}

    def _example(self, entry: Entry, key: str, path: Path) -> Example:
        line, column = entry.file.position(path)
        text, marks = unmark(key)
        if "<" in text or ">" in text:
            self._problems.append(entry.file.at_key("the marks < > do not pair", path))
        return Example(text, marks, line=line, column=column, source=entry.file.line(line))

    def _pattern(self, entry: Entry, kind: str | None) -> dict[str, Any] | None:
        """Compile the regex, and say whether any of it is from the user's own files."""
        text = entry.values.get("regex")
        if not isinstance(text, str) or not text:
            return None
        source = Source(entry.file, (*entry.path, "regex"), text)
        expanded = self._expander.expand(source, entry.scope)
        if expanded is None:
            if kind is not None:
                for match in _GROUP.finditer(text):
                    self._check_group(match[1], source, match.start(1), kind)
            return None
        name = entry.values["id"]
        try:
            pattern = compiled(expanded.text)
        except regex.error as error:
            if self._expander.alone(source, name):
                self._problems.append(complaint(error, expanded, name))
            return None
        if kind is not None:
            self._check_groups(pattern, expanded, kind)
        self._check_matches(entry, pattern)
        return {"compiled": Compiled.of(pattern), "timeout": entry.own or expanded.uses(self._own)}

    def _check_groups(self, pattern: regex.Pattern, expanded: Expanded, kind: str) -> None:
        for group in pattern.groupindex:
            source, index = expanded.origin(expanded.text.index(f"<{group}>") + 1)
            self._check_group(group, source, index, kind)

    def _check_group(self, group: str, source: Source, index: int, kind: str) -> None:
        known = KINDS[kind]
        if group not in known:
            message = f"a {kind} takes no group {group}"
            hint = did_you_mean(group, known) or f"it takes {', '.join(sorted(known)) or 'none'}"
            self._problems.append(source.problem(message, index, len(group), hint))

    def _check_matches(self, entry: Entry, pattern: regex.Pattern) -> None:
        """Refuse a regex that finds nothing at all in places, or that never ends."""
        texts = [*entry.values.get("yes", ()), *entry.values.get("no", ())]
        try:
            for text in ["", *(unmark(text)[0] for text in texts)]:
                if any(match.end() == match.start() for match in pattern.finditer(text, timeout=_SECONDS)):
                    self._note(entry, "regex", "this matches without a single character")
                    return
        except TimeoutError:
            message = f"this takes over {_SECONDS:g} s on one of its own examples"
            self._note(entry, "regex", message, "is a repetition nested in another?")


def _unequal(entry: Entry, path: Path, example: Example, meanings: int) -> Problem:
    """Say that an example marks more or less than it tells the meaning of."""
    marks = len(example.marks)
    message = f"{marks} mark{'s' * (marks != 1)} < > but {meanings} meaning{'s' * (meanings != 1)}"
    if not marks:
        wide = "＜" in example.text
        hint = "the marks are < and >, not ＜ and ＞" if wide else "put what is to be found between < and >"
    else:
        hint = "several marks take a list: [{ value = 3 }, { value = 4 }]"
    return entry.file.at_key(message, path, hint)


def unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the marks ``<`` and ``>`` out of an example; one that has no partner stays.

    >>> unmark("收集了<1400余万元>的证据")
    ('收集了1400余万元的证据', ((3, 10),))
    """
    marks = []
    parts = []
    length = 0
    for number, part in enumerate(regex.split(r"<([^<>]*)>", text)):
        if number % 2:
            marks.append((length, length + len(part)))
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(marks)


def _is_positive(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number > 0


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        # All digits are written out, and 1e999999999 has a gigabyte of them.
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) < _DIGITS else None
    return str(value) if isinstance(value, str | int) else None


def _with(example: Example, expect: tuple[dict[str, str], ...] = (), reason: str = "") -> Example:
    return Example(example.text, example.marks, expect, reason, example.line, example.column, example.source)
