"""Keys of examples and of ``set`` that nobody reads, and what `zhstat rules new` left to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.rules.expand import did_you_mean
from extractor.rules.model import CONTEXT_KEYS, KINDS, PLACEHOLDER, VALUE_KEYS, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.errors import Problem
    from extractor.rules.compile import Entry
    from extractor.rules.model import Frame

_MARKED_ONCE = frozenset({"article"})
"""Parts of a mention that no group catches."""

_SET_ALONE = frozenset({"times", "tenths"})
"""Keys of ``set`` that say how a number is to be read."""


def wrong_examples(rule: Rule | Frame, entry: Entry) -> Iterator[Problem]:
    """Find what is wrong with the examples of a rule before any is tried."""
    known = {*rule.pattern.groupindex}
    if isinstance(rule, Rule):
        yield from _wrong_constants(rule, entry)
        known |= {*VALUE_KEYS, *CONTEXT_KEYS, *rule.constants, *_MARKED_ONCE}
    for text, value in entry.values["yes"].items():
        tables = value if isinstance(value, list) else [value]
        for number, table in enumerate(tables):
            path = (*entry.path, "yes", text, *([number] if isinstance(value, list) else []))
            for key in table:
                if key not in known:
                    hint = did_you_mean(key, known) or f"keys are {', '.join(sorted(known))}"
                    yield entry.file.at_key(f"an example of {rule.id} has no {key}", (*path, key), hint)
    for text, reason in entry.values["no"].items():
        if PLACEHOLDER in (text, reason):
            yield entry.file.at_key(
                f"the counter-example of {rule.id} is still to be written",
                (*entry.path, "no", text),
                "write a text that looks like it and is none, and say why",
            )


def _wrong_constants(rule: Rule, entry: Entry) -> Iterator[Problem]:
    known = {*VALUE_KEYS, *KINDS[rule.gives], *_SET_ALONE}
    for key in rule.constants:
        if key not in known:
            hint = did_you_mean(key, known)
            yield entry.file.at_key(f"nothing reads a {key} that is set", (*entry.path, "set", key), hint)
