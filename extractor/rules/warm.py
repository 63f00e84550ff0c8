"""The regexes that modules compile when they are imported, kept compiled between runs.

Some two hundred of them stand at the heads of our modules, and compiling them takes longer than reading a
report. `prime` puts them into the cache that ``re`` itself looks into before it compiles anything; a regex is
found there by its own text, so that one that has changed is simply compiled anew. `keep` writes what a run
had to compile, and `warmed` does both around an import. The file belongs to one version of Python, holds
no pickle, and is never needed: where it is missing, broken or cannot be written, or where ``re`` works
otherwise, all goes on without it.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from extractor.digests import digest_of

from . import cache
from .scan import frozen, thawed

_MAGIC = b"zhstat regexes 1\n"


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """A regex as ``re`` compiled it."""

    pattern: bytes
    flags: int
    compiled_flags: int
    code: bytes
    groups: int
    names: dict[str, int]


@contextmanager
def warmed() -> Iterator[None]:
    """Import modules with the regexes that were kept, and keep what had to be compiled for them."""
    primed = prime()
    yield
    keep(primed)


def prime() -> frozenset[tuple[str, int]]:
    """Put the regexes that were kept into the cache of ``re``.

    Returns:
        What was put there, by text and flags.
    """
    path = _path()
    primed: set[tuple[str, int]] = set()
    try:
        for one in (cache.kept(path, _MAGIC, list[_Kept]) if path else None) or ():
            text = one.pattern.decode("utf-8", "surrogatepass")
            found = thawed(text, one.compiled_flags, one.code, one.groups, one.names)
            re._cache.setdefault((str, text, one.flags), found)  # type: ignore[attr-defined]  # noqa: SLF001
            primed.add((text, one.flags))
    except (zlib.error, AttributeError, ImportError, RuntimeError, ValueError, TypeError):
        return frozenset()
    return frozenset(primed)


def keep(primed: frozenset[tuple[str, int]]) -> None:
    """Keep the regexes of our modules that are imported, if there are any that `prime` did not give.

    Args:
        primed: What `prime` gave.
    """
    path = _path()
    try:
        ours = {id(value) for value in _values() if isinstance(value, re.Pattern)}
        remembered = re._cache  # type: ignore[attr-defined]  # noqa: SLF001
        cached = {
            (text, flags): one
            for (kind, text, flags), one in remembered.items()
            if kind is str and id(one) in ours
        }
        if path is None or primed.issuperset(cached):
            return
        kept = [_frozen(text, flags, one) for (text, flags), one in cached.items()]
    except (AttributeError, ImportError, RuntimeError, ValueError, TypeError):
        return
    cache.keep(path, _MAGIC, kept)


def _values() -> Iterator[object]:
    """Give all that stands at the heads of our modules, also in a tuple or a table."""
    package = __name__.partition(".")[0]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package:
            for value in list(vars(module).values()):
                yield value
                if isinstance(value, dict):
                    yield from value.values()
                elif isinstance(value, tuple | list):
                    yield from value


def _path() -> Path | None:
    folder = cache.default_folder()
    # Two versions of ours side by side have other regexes, and would write over each other's for ever.
    user = digest_of(f"{sys.version}\n{__file__}".encode()).hex()[:16]
    return folder and folder / f"regexes-{user}.cache"


def _frozen(pattern: str, flags: int, compiled: re.Pattern[str]) -> _Kept:
    text = pattern.encode("utf-8", "surrogatepass")
    code = frozen(pattern, flags)
    if not code:
        raise ValueError("this re cannot be kept")
    return _Kept(text, flags, compiled.flags, code, compiled.groups, dict(compiled.groupindex))
