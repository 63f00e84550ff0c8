"""What is said on standard error: problems, notes, and a bar where the work is long."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from extractor.errors import OK, SOME_FAILED, Problem

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds of work after which a person wants to see a bar."""


class Messages:
    """Standard error, and the exit code that comes of what was said there.

    Args:
        quiet: Problems only.
        verbose: Notes too.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose and not quiet
        self.exit_code = OK

    def problem(self, problem: Problem) -> None:
        """Report something that failed."""
        self.exit_code = SOME_FAILED
        _say(str(problem))

    def notice(self, text: str) -> None:
        """Say what is no fault and yet to be known, unless nothing is to be said."""
        if not self.quiet:
            _say(text)

    def note(self, text: str) -> None:
        """Say what only a curious person wants to know."""
        if self.verbose:
            _say(text)


def _say(text: str) -> None:
    with suppress(OSError):  # that nobody listens must not cost the results
        click.echo(text, err=True)


class Bar:
    """A progress bar that appears once the work proves long, and only where somebody sees it.

    Args:
        total: Bytes to be read.
        wanted: Whether a bar may appear at all.
    """

    def __init__(self, total: int, *, wanted: bool) -> None:
        self.total = total
        self.wanted = wanted and total > 0
        self.started = time.monotonic()
        self.read = 0
        self.progress: Progress | None = None
        self.task: TaskID | None = None

    def advance(self, size: int) -> None:
        """Note that ``size`` more bytes have been read."""
        self.read += size
        if not self.wanted:
            return
        if self.progress is None and time.monotonic() - self.started > PATIENCE:
            self._appear()
        if self.progress is not None and self.task is not None:
            self.progress.update(self.task, completed=self.read)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self.progress is not None:
            self.progress.stop()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        console = Console(file=sys.stderr)
        self.progress = Progress(
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self.task = self.progress.add_task("", total=self.total)
        self.progress.start()
