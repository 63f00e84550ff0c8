"""What the composer did, kept for whoever wants to know why; nobody else pays for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.compose.frames import Change
from extractor.compose.line import Line, Span


class Way(NamedTuple):
    """A way that gave numbers their metric.

    Attributes:
        name: The name of the function.
        doc: What it says of itself, with an example.
        change: The change that was read beside the numbers, with its frame.
    """

    name: str
    doc: str
    change: Change | None = None


@dataclass(slots=True)
class Trace:
    """What was noted while an article was composed; all offsets are those of ``Text.plain``.

    Attributes:
        ways: For each number, by its start, the ways that led to its metric, the widest first.
        words: For each number and each metric that it got, where the words of the metric stand.
    """

    ways: dict[int, list[Way]] = field(default_factory=dict)
    words: dict[tuple[int, str | None], tuple[Span, ...]] = field(default_factory=dict)

    def took(
        self, line: Line, positions: Sequence[int], way: Callable[..., Any], change: Change | None = None
    ) -> None:
        """Note a way that some numbers of a line took."""
        doc = " ".join((way.__doc__ or "").partition("\n\n")[0].split())
        for position in positions:
            self.ways.setdefault(line.origins[position], []).append(
                Way(way.__name__.lstrip("_"), doc, change)
            )

    def said(self, line: Line, position: int, metric: str | None, spans: Sequence[Span]) -> None:
        """Note the words of a metric."""
        self.words[line.origins[position], metric] = tuple(
            (line.origins[start], line.finish(end - 1)) for start, end in spans if start < end
        )
