"""The process that a command runs in: its streams, the signals that end it, and its exit code.

Whatever ends a command, it ends by an exception, so that what it was writing is cleared away and its workers
are ended; `told` makes of that exception a message and an exit code.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import click

from extractor.errors import MISUSE, OK, Problem, ZhstatError

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals by which people, terminals and systems ask a process to end."""
SIGNALLED = 128
"""In an exit code, what stands before the number of a signal."""
GRACE = 2.0
"""Seconds in which a second signal does not break into the clearing up that the first has begun."""


class EndedError(BaseException):
    """A signal asks this process to end; no exception that a command may catch."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def prepare() -> None:
    """Make sure of what the command takes for granted; called once, when the process begins."""
    _read_words_as_utf8()
    _hold_closed_streams()
    _end_by_exception()


def _read_words_as_utf8() -> None:
    """Begin again in UTF-8 where words can be no more than ASCII: no place and no file could be named."""
    unaware = sys.getfilesystemencoding() == "ascii" and os.environ.get("PYTHONUTF8") != "1"
    if unaware and os.name == "posix" and sys.executable:
        os.environ["PYTHONUTF8"] = "1"  # for workers too
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  this very command


def _hold_closed_streams() -> None:
    """Put something that refuses in the place of a stream that is closed.

    Else the next file that is opened would get its number, and whatever writes to standard error would
    write into that file.
    """
    if os.name != "posix":
        return
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        # Open for the other direction only, using it is an error; of what is said nobody wants to know.
        way = os.O_RDONLY if name == "stdout" else os.O_WRONLY
        with suppress(OSError):
            os.fstat(number)
            continue  # it is something else's
        handle = os.open(os.devnull, way)
        if handle != number:
            os.dup2(handle, number)
            os.close(handle)
        mode = "r" if name == "stdin" else "w"
        setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  it stays open


def _end_by_exception() -> None:
    """Have signals end what runs as an error does; one that is ignored, as behind nohup, stays so."""
    begun: float | None = None

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal begun
        now = time.monotonic()
        if begun is not None and now - begun < GRACE:
            return
        begun = now
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise EndedError(number)

    for number in ENDING:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, end)


@contextmanager
def told() -> Iterator[None]:
    """Run a command in here: what goes wrong is told, and the exit code is the one for it.

    Raises:
        click.exceptions.Exit: Something went wrong; it has the exit code.
    """
    try:
        try:
            yield
        except click.exceptions.Exit:
            sys.stdout.flush()  # help and the version come this way
            raise
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has enough
        _end(None, OK)
    except ZhstatError as error:
        _end(str(error), MISUSE)
    except MemoryError:
        problem = Problem("memory ran out", hint="give it more, fewer --jobs, or smaller documents")
        _end(str(problem), MISUSE)
    except ImportError as error:
        hint = "memory may have run out; else install zhstat again"
        _end(str(Problem(f"a part of it cannot be loaded: {error}", "zhstat", hint=hint)), MISUSE)
    except OSError as error:
        why, where = error.strerror or str(error), error.filename
        if _drop_output() or _echoed(error):
            why, where = f"cannot be written: {why}", "standard output"
        _end(str(Problem(why, where if where is None else str(where))), MISUSE)
    except KeyboardInterrupt:
        _end("\ninterrupted", SIGNALLED + signal.SIGINT)  # behind the ^C of a terminal
    except EndedError as error:
        _end(f"ended by {signal.Signals(error.number).name}", SIGNALLED + error.number)


def _end(message: str | None, code: int) -> NoReturn:
    with suppress(OSError):
        if message is not None:
            click.echo(message, err=True)
    _drop_output()
    raise click.exceptions.Exit(code)


def _drop_output() -> bool:
    """Throw away what could not be written, or it would fail again at shutdown; tell if there was any."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def _echoed(error: OSError) -> bool:
    """Tell whether an error comes of printing: a stream that is not buffered keeps nothing to tell it by."""
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code is click.echo.__code__:
            return True
        step = step.tb_next
    return False


def end(code: object) -> None:
    """End as the signal would have ended it, where the exit code tells of one.

    A shell ends its loop only where whoever it waits for was ended by the signal itself; ``$?`` is the same.
    """
    for number in ENDING if os.name == "posix" else ():
        if code == SIGNALLED + number:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
