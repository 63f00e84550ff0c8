"""Files in a folder of rules that nothing reads, as they lie beside where they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.errors import Problem

_LISTS = "lexicon"
_PLACES = "rule files are *.toml in the folder itself, lexicons *.tsv in its folder lexicon/"


def stray_files(folders: Sequence[Path]) -> Iterator[Problem]:
    """Find lexicons outside of ``lexicon/``, rule files inside of another folder, and empty folders."""
    for folder in folders:
        read = [*folder.glob("*.toml"), *folder.glob(f"{_LISTS}/*.tsv")]
        if not read:
            yield Problem("there are no rules and no lexicons in this folder", str(folder), hint=_PLACES)
        for path in sorted((*folder.glob("*.tsv"), *folder.glob("*/*.toml"), *folder.glob("*/*.tsv"))):
            if path not in read:
                yield Problem("nothing reads this file here", str(path), hint=_PLACES)
