"""A long run: shards of documents to shards of facts, going on where it stopped.

A shard's facts are written under another name in the folder of the results, and get their own once they
are whole and on the disk; then the manifest says so. Whatever ends a run between two of these steps, the
shard is done again, with the same bytes. One process at a time works in a folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from extractor.corpus import manifest as manifests
from extractor.corpus.crew import Crew
from extractor.corpus.manifest import RESTART, Manifest, Settings, State
from extractor.corpus.plan import find_inputs, plan
from extractor.corpus.shard import PART, PROBLEMS, Draft, Shards
from extractor.errors import Problem, ZhstatError
from extractor.locks import locked

LOCK = ".lock"
PREFIX = "facts-"
SAVING = 1.0
"""Seconds between two writings of the manifest: what is lost of it is done again."""


class Failed(NamedTuple):
    """A shard that could not be done, and why."""

    number: int
    fault: str


Todo = list[tuple[int, State]]
Engine = Callable[[Shards, Todo], Generator[Draft | Failed]]


class Run:
    """A run in its folder, which it holds.

    Args:
        folder: The folder of the results.
        manifest: The run as it was planned or left.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self._states = list(manifest.shards)
        self._saved = time.monotonic()

    @property
    def todo(self) -> Todo:
        """The shards that are still to be done."""
        return [(index, state) for index, state in enumerate(self._states) if state.done is None]

    def go(self, engine: Engine, *, report: Callable[[Problem], None], done: Callable[[int], None]) -> None:
        """Do all shards that are still to be done.

        Args:
            engine: Does them, in any order.
            report: Is told what fails.
            done: Is told of each shard how many bytes of input it was.

        Raises:
            ZhstatError: The results cannot be written, or no worker can be started.
        """
        duty = Shards(self.folder, self.manifest.settings, self.manifest.inputs)
        try:
            with closing(engine(duty, self.todo)) as results:
                for result in results:
                    state = self._states[result.number]
                    self._take(result, state, report)
                    done(sum(piece.size for piece in state.pieces))
                    if time.monotonic() - self._saved > SAVING:
                        self.save()
        finally:
            self.save()

    def save(self) -> None:
        """Write how far the run is.

        Raises:
            ZhstatError: It cannot be written.
        """
        self.manifest = msgspec.structs.replace(self.manifest, shards=tuple(self._states))
        try:
            manifests.write(self.folder, self.manifest)
        except OSError as error:
            raise _unwritable(self.folder / manifests.NAME, error) from None
        self._saved = time.monotonic()

    def _take(self, result: Draft | Failed, state: State, report: Callable[[Problem], None]) -> None:
        if isinstance(result, Failed):
            self._states[result.number] = msgspec.structs.replace(state, fault=result.fault)
            report(Problem(f"the shard could not be done: {result.fault}", state.name))
            return
        self._keep(result, state)
        for problem in result.said:
            report(problem)
        unsaid = result.done.failed - len(result.said)
        if unsaid:
            report(Problem(f"{unsaid} more failed; {state.name}{PROBLEMS} names all", state.name))

    def _keep(self, draft: Draft, state: State) -> None:
        """Give what was written its name."""
        final = self.folder / state.name
        try:
            if draft.problems:
                (self.folder / draft.problems).replace(self.folder / f"{state.name}{PROBLEMS}")
            else:
                (self.folder / f"{state.name}{PROBLEMS}").unlink(missing_ok=True)
            (self.folder / draft.facts).replace(final)
            manifests.sync(self.folder)
        except OSError as error:
            raise _unwritable(final, error) from None
        self._states[draft.number] = msgspec.structs.replace(state, done=draft.done, fault=None)


@contextmanager
def opened(folder: Path, names: Iterable[str], settings: Settings, *, restart: bool) -> Iterator[Run]:
    """Hold a folder, and plan a run in it or take up the one that is there.

    Args:
        folder: The folder of the results; made if it is not there.
        names: The inputs.
        settings: What decides, beside them, what the results are.
        restart: Whether results that are there are removed first.

    Raises:
        ZhstatError: Another run holds it, the run in it was another, or something cannot be read or written.
    """
    sources = find_inputs(names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder):
            _clear(folder)
            if restart:
                _remove(folder)
            run = Run(folder, _taken_up(folder, tuple(source.name for source in sources), settings))
            if not run.manifest.shards:
                _refuse_results(folder)
                inputs, shards = plan(sources, settings.shard)
                states = tuple(
                    State(f"{PREFIX}{number:05}.{settings.format}", pieces)
                    for number, pieces in enumerate(shards)
                )
                run = Run(folder, Manifest(settings, inputs, states))
            run.save()
            try:
                yield run
            finally:
                _clear(folder)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _taken_up(folder: Path, paths: tuple[str, ...], settings: Settings) -> Manifest:
    """Give the run that is in a folder, as far as it is; one without shards if there is none."""
    left = manifests.read(folder)
    if left is None:
        return Manifest(settings, (), ())
    left = manifests.checked(left, settings, paths, folder)
    return msgspec.structs.replace(left, shards=tuple(_still(folder, state) for state in left.shards))


def _still(folder: Path, state: State) -> State:
    """Give a shard as it is: done only if its file is there."""
    if state.done is not None:
        with suppress(OSError):
            if (folder / state.name).stat().st_size == state.done.bytes:
                return state
    return msgspec.structs.replace(state, done=None)


def _clear(folder: Path) -> None:
    """Remove what was being written when work broke off."""
    for left in folder.glob(f".*{PART}"):
        left.unlink(missing_ok=True)


def _refuse_results(folder: Path) -> None:
    others = sorted(path.name for path in folder.glob(f"{PREFIX}*"))
    if others:
        raise ZhstatError(
            Problem(
                f"holds {others[0]} and no manifest that says where it is from", str(folder), hint=RESTART
            )
        )


def _remove(folder: Path) -> None:
    (folder / manifests.NAME).unlink(missing_ok=True)  # first: what is left then belongs to no run
    for path in folder.glob(f"{PREFIX}*"):
        path.unlink()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder against other runs, as long as this process lives and no longer.

    Raises:
        ZhstatError: Another process holds it.
        OSError: It cannot be written to.
    """
    with (folder / LOCK).open("a+b") as lock:
        if not locked(lock.fileno()):
            lock.seek(0)
            holder = lock.read(100).decode("utf-8", "replace").strip()
            raise ZhstatError(
                Problem(
                    f"another run works here{f', process {holder}' if holder else ''}",
                    str(folder),
                    hint="wait for it, or name another --out",
                )
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}".encode())
        lock.flush()
        yield


def local(jobs: int) -> Engine:
    """Give the engine that does shards in processes of this machine."""

    def do(duty: Shards, todo: Todo) -> Generator[Draft | Failed]:
        crew: Crew[tuple[int, State]] = Crew(duty, min(jobs, max(len(todo), 1)), lambda _shard: 1, 1)
        with closing(crew.answers(todo, in_order=False)) as answers:
            for drafts in answers:
                yield from drafts

    return do


def _unwritable(path: Path, error: OSError) -> ZhstatError:
    return ZhstatError(Problem(f"cannot be written: {error.strerror or error}", str(path)))
