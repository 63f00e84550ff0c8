"""Names that are given and never used: sub-patterns, lexicons and frames that nobody asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import Problem
from extractor.rules.expand import did_you_mean, names_in
from extractor.rules.model import ANCHORS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from extractor.rules.expand import Scope
    from extractor.rules.sources import Sources

Used = set[tuple[int, str]]
"""Names in use, each with the identity of the scope that defines it."""


def unused_names(sources: Sources, lexicons: Collection[str]) -> Iterator[Problem]:
    """Find names that nobody uses.

    Args:
        sources: What the files say.
        lexicons: The names of the lexicons that the program asks for by itself.
    """
    used: Used = set()
    for name in ANCHORS:
        _use(name, sources.shared, used)
    for entry in sources.entries.values():
        _use_all(entry.values.get("regex"), entry.scope, used)
    for _, toml, scope in sources.files:
        for name, source in scope.names.items():
            if source.file is toml and (id(scope), name) not in used:
                yield toml.at_key(
                    f"no rule uses {{{name}}}",
                    source.path,
                    "take it out, or write it into a regex with its braces",
                )
    yield from _unread_lexicons(sources, lexicons, {name for _, name in used})
    yield from _unasked_frames(sources)


def _use_all(text: object, scope: Scope, used: Used) -> None:
    for name in names_in(text) if isinstance(text, str) else ():
        _use(name, scope, used)


def _use(name: str, scope: Scope, used: Used) -> None:
    owner = scope.owner(name)
    if owner is None or (id(owner), name) in used:
        return
    used.add((id(owner), name))
    if name in owner.names:
        _use_all(owner.names[name].text, owner, used)


def _unread_lexicons(sources: Sources, lexicons: Collection[str], used: Collection[str]) -> Iterator[Problem]:
    """Find lexicons that neither a regex names nor the program asks for: a slip in the name of a file."""
    for name, place in sources.places.items():
        if name not in lexicons and name not in used:
            known = {*lexicons, *sources.places} - {name}
            yield Problem(
                f"nothing asks for a lexicon called {name}",
                place,
                hint=did_you_mean(name, known) or f"write {{{name}}} into a regex, or take the file out",
            )


def _unasked_frames(sources: Sources) -> Iterator[Problem]:
    """Find frames of one's own that the package has not: the program asks for frames by their names."""
    known = {
        frame.get("id")
        for file, toml, _ in sources.files
        if not file.own
        for frame in toml.data.get("frame", ())
    }
    for name, entry in sources.entries.items():
        if known and entry.table == "frame" and name not in known:
            hint = did_you_mean(name, map(str, known)) or f"frames are {', '.join(sorted(map(str, known)))}"
            yield entry.problem("id", f"nothing asks for a frame called {name}", hint)
