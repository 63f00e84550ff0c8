"""One shard done: its documents read, its facts written under another name, ready to be given its own."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.corpus.manifest import RESTART, Done, Settings, State, code_digest
from extractor.corpus.pieces import read_piece
from extractor.corpus.plan import Input
from extractor.corpus.spread import deadly
from extractor.corpus.task import FACTS, Task, Work
from extractor.corpus.worker import Do, LeftOut, Mark
from extractor.errors import Problem, ZhstatError

PROBLEMS = ".problems.txt"
PART = ".part"


class Draft(NamedTuple):
    """A shard that is done and has not got its name yet.

    Attributes:
        number: Its place among the shards.
        facts: The name under which its facts are written.
        problems: The name under which what failed is written; ``None`` if nothing did.
        done: What came of it.
        said: What failed, in words.
    """

    number: int
    facts: str
    problems: str | None
    done: Done
    said: tuple[Problem, ...]


MOST_SAID = 20
"""Problems of one shard that are told; all of them are in its file."""


@dataclass(frozen=True, slots=True)
class Shards:
    """The duty of a worker that does shards.

    Attributes:
        out: The folder of the results.
        settings: What decides what they are.
        inputs: What there is to read.
    """

    out: Path
    settings: Settings
    inputs: tuple[Input, ...]

    def begin(self) -> Do:
        """Load the rules.

        Raises:
            ZhstatError: They, or zhstat, are not those with which the run began.
        """
        work = _work(self.settings)

        def do(question: list[tuple[int, State]], left_out: LeftOut, mark: Mark) -> list[Draft]:
            return [self._done(work, index, state, left_out, mark) for index, state in question]

        return do

    def do(self, index: int, state: State) -> Draft:
        """Do one shard in this process."""
        return self._done(_work(self.settings), index, state, {}, lambda _part: None)

    def _done(self, work: Work, index: int, state: State, left_out: LeftOut, mark: Mark) -> Draft:
        count = _Count()
        path = self.out / f".{state.name}.{os.getpid()}-{secrets.token_hex(4)}{PART}"
        told = path.with_name(path.name.replace(PART, f"{PROBLEMS}{PART}"))
        try:
            with path.open("xb") as out:
                results = self._results(work, state, left_out, mark, count)
                facts = _writer(self.settings.format)(results, out)
                out.flush()
                os.fsync(out.fileno())
            with path.open("rb") as whole:
                digest = hashlib.file_digest(whole, "sha256").hexdigest()
            if count.problems:
                with told.open("x", encoding="utf-8") as out:
                    out.writelines(f"{problem}\n" for problem in count.problems)
                    out.flush()
                    os.fsync(out.fileno())
            done = Done(count.records, facts, len(count.problems), path.stat().st_size, digest)
        except BaseException as error:
            path.unlink(missing_ok=True)
            told.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise ZhstatError(
                    Problem(f"cannot be written: {error.strerror or error}", str(self.out / state.name))
                ) from None
            raise
        said = tuple(count.problems[:MOST_SAID])
        return Draft(index, path.name, told.name if count.problems else None, done, said)

    def _results(
        self, work: Work, state: State, left_out: LeftOut, mark: Mark, count: _Count
    ) -> Iterator[Any]:
        for piece in state.pieces:
            for item in read_piece(piece, self.inputs[piece.input], self.settings.reading):
                if isinstance(item, Problem):
                    count.problems.append(item)
                    continue
                number = count.records
                count.records += 1
                if number in left_out:
                    count.problems.append(deadly(item.doc, left_out[number]))
                    continue
                mark(number)
                yield from work.items(item, count.problems.append, _no_note)


class _Count:
    """What is counted while a shard is done."""

    def __init__(self) -> None:
        self.records = 0
        self.problems: list[Problem] = []


@cache
def _work(settings: Settings) -> Work:
    """Make ready, once in a process."""
    if code_digest() != settings.code:
        raise ZhstatError(Problem("zhstat is not the one with which the run began", hint=RESTART))
    form = FACTS if settings.format == "parquet" else settings.format
    work = Task(tuple(map(Path, settings.folders)), settings.builtin, form=form).begin()
    if work.rules_digest != settings.rules:
        raise ZhstatError(Problem("the rules are not those with which the run began", hint=RESTART))
    return work


def _writer(format_: str) -> Any:  # noqa: ANN401  of lines or of facts
    if format_ == "parquet":
        from extractor.emit import parquet  # noqa: PLC0415  only where it is installed

        return parquet.write
    from extractor.emit import jsonl  # noqa: PLC0415

    return jsonl.write_lines


def _no_note(_doc: str, _found: int) -> None:
    """Say nothing."""
