"""Compiled rulesets on disk, so that the command starts fast.

A cache file is one ruleset: its rules, lexicons and the byte code of its regexes. It holds no
pickle; reading it builds values of known types and can run nothing. A file that is stale,
broken or of another version is passed over and written anew, one that cannot be written is
done without, so nothing that happens here is ever an error.

The byte code is good for one version of ``regex`` and of Python only, which is why versions are part of the
digest.
"""

from __future__ import annotations

import os
import sys
from array import array
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, TypeVar

import msgspec
import regex
from msgspec import structs

from extractor.digests import SIZE, blake2b, digest_of
from extractor.paths import own_folder

from .model import Lexicon, Ruleset

if TYPE_CHECKING:
    from collections.abc import Iterable

Kept = TypeVar("Kept")

_MAGIC = b"zhstat rules 2\n"
_KEPT = 32
"""How many cache files there are at most."""


def default_folder() -> Path | None:
    """Give the folder for this user's caches; ``None`` if the user has no home."""
    folder = own_folder("XDG_CACHE_HOME", ".cache")
    return folder and folder / "zhstat"


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Digest files, in their order, with all that decides what is made of them."""
    total = blake2b(f"{sys.version}\n{regex.__version__}\n".encode(), digest_size=SIZE)
    for name, content in (*files, *_own_code()):
        total.update(f"{name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def _own_code() -> list[tuple[str, bytes]]:
    """Give the modules that make rulesets: a version number would miss a change in a checkout."""
    try:
        return [(path.name, path.read_bytes()) for path in sorted(Path(__file__).parent.glob("*.py"))]
    except OSError:
        return []


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    """A ruleset with its lexicons apart, so that equal cells share one text: half the memory and time.

    Attributes:
        bare: All but the lexicons.
        texts: What stands in cells, each once.
        lexicons: Of each the name, the columns, and what stands in its cells, as indices of ``texts``.
    """

    bare: Ruleset
    texts: list[str]
    lexicons: list[tuple[str, tuple[str, ...], bytes]]


def fetch(file: Path, wanted: str) -> Ruleset | None:
    """Read a ruleset with the digest ``wanted`` from a cache file; ``None`` if there is no sound one."""
    found = kept(file, _MAGIC, _Packed)
    if found is None or found.bare.digest != wanted:
        return None
    text = found.texts.__getitem__
    lexicons = {}
    for name, columns, indices in found.lexicons:
        cells = map(text, memoryview(indices).cast("I"))
        lexicons[name] = Lexicon(name, columns, tuple(zip(*[cells] * len(columns), strict=True)))
    return structs.replace(found.bare, lexicons=lexicons)


def store(file: Path, ruleset: Ruleset) -> None:
    """Write a ruleset to a cache file, whole or not at all."""
    numbers: dict[str, int] = {}
    lexicons = [
        (
            lexicon.name,
            lexicon.columns,
            array("I", [numbers.setdefault(c, len(numbers)) for row in lexicon.rows for c in row]).tobytes(),
        )
        for lexicon in ruleset.lexicons.values()
    ]
    keep(file, _MAGIC, _Packed(structs.replace(ruleset, lexicons={}), list(numbers), lexicons))


def kept(file: Path, magic: bytes, form: type[Kept]) -> Kept | None:
    """Read what a cache file holds; ``None`` if there is none, or it is broken or of another kind.

    Args:
        file: The file.
        magic: What it begins with, which says its kind and version.
        form: The type of what it holds.
    """
    try:
        content = memoryview(file.read_bytes())
    except OSError:
        return None
    head = len(magic) + SIZE
    if content[: len(magic)] != magic or content[len(magic) : head] != digest_of(content[head:]):
        return None
    try:
        return msgspec.msgpack.decode(content[head:], type=form)
    except (msgspec.DecodeError, ValueError):
        return None


def keep(file: Path, magic: bytes, value: object) -> None:
    """Write a cache file whole or not at all; where that cannot be done, nothing is wrong.

    Every choice of rule folders and every installation has files of its own, and they come and go: of all
    together the newest are kept.
    """
    packed = msgspec.msgpack.encode(value)
    content = magic + digest_of(packed) + packed
    draft = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
        for left in file.parent.glob(f"{file.name}.*"):  # who was killed over it, or writes the same just now
            left.unlink(missing_ok=True)
        others = [one for one in file.parent.glob(f"*{file.suffix}") if one != file]
        others.sort(key=lambda one: one.stat().st_mtime_ns)
        for old in others[: 1 - _KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            draft.unlink()
