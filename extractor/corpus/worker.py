"""A worker: a process that is told its duty once, then is asked again and again until its pipe closes.

It is a fresh process and no fork, so that nothing of the one that started it is in it: no threads, no
locks, no half-written buffers. What passes through its pipes is pickled; both ends are ours. It ends
when its input closes, even in the middle of its work, so that nobody who is killed leaves one behind.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO, Any, Protocol

from extractor.errors import Problem, ZhstatError

_LENGTH = struct.Struct(">Q")
_START = """import sys; sys.path[:] = {path!r}
try:
    from extractor.corpus.worker import serve
except (ImportError, MemoryError):
    sys.exit(71)  # whoever started it says what to do
serve()
"""

Mark = Callable[[int], None]
LeftOut = Mapping[int, str]
Do = Callable[[Any, LeftOut, Mark], Any]


class Duty(Protocol):
    """What a worker is for; it is pickled on its way there."""

    def begin(self) -> Do:
        """Make ready, and give what answers a question.

        What is given takes the question, those of its parts that it must leave out and why, and a function
        that it calls with the number of each part before it turns to it.
        """
        ...


class WorkerDiedError(Exception):
    """A worker ended before it had answered; `part` is what it had turned to, `how` the way it ended."""

    def __init__(self, part: int | None, how: str) -> None:
        super().__init__(how)
        self.part = part
        self.how = how


class Worker:
    """The other end of a worker's pipes.

    Args:
        duty: What it is for.

    Raises:
        WorkerDiedError: It died before it was ready.
        ZhstatError: It cannot do that duty.
    """

    def __init__(self, duty: Duty) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C on a terminal goes to a whole group. It is for the command, which then ends its workers.
            process_group=0 if os.name == "posix" else -1,
        )
        try:
            self._answer(duty)
        except BaseException:
            self.end()
            raise

    def ask(self, question: object, left_out: LeftOut, *, careful: bool) -> Any:  # noqa: ANN401
        """Put a question and give the answer.

        Args:
            question: What its duty takes.
            left_out: The parts of the question to leave out, and why.
            careful: Whether the worker is to say which part it turns to, so that its death tells it too.

        Raises:
            WorkerDiedError: The worker died over it.
            ZhstatError: It cannot be answered.
        """
        return self._answer((question, left_out, careful))

    def end(self) -> None:
        """End the worker, whatever it does; its pipes are closed then."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what it was still to read has nobody to read it
                    pipe.close()
        self._process.wait()

    def _answer(self, message: object) -> Any:  # noqa: ANN401
        part: int | None = None
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ValueError("a worker is spoken to through pipes")
        try:
            _send(stdin, message)
            while True:
                sort, content = _receive(stdout)
                if sort == "part":
                    part = content
                elif sort == "problem":
                    raise ZhstatError(content)
                else:
                    return content
        except (EOFError, OSError):
            self._process.kill()
            raise WorkerDiedError(part, _how(self._process.wait())) from None


def serve() -> None:
    """Be a worker: read a duty from standard input, then questions, and answer on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that nothing that prints breaks into the answers
    _end_with(questions.fileno())
    try:
        try:
            do = _receive(questions).begin()
        except (ZhstatError, ImportError, MemoryError) as error:
            _send(answers, ("problem", _problems(error)))
            return
        _send(answers, ("ready", None))
        while True:
            question, left_out, careful = _receive(questions)
            mark = (lambda part: _send(answers, ("part", part))) if careful else _no_mark
            try:
                answer = ("answer", do(question, left_out, mark))
            except (ZhstatError, MemoryError) as error:
                answer = ("problem", _problems(error))
            _send(answers, answer)
    except (EOFError, BrokenPipeError):
        return  # nobody asks any more


def _problems(error: ZhstatError | ImportError | MemoryError) -> tuple[Problem, ...]:
    if isinstance(error, ZhstatError):
        return error.problems
    what = "memory ran out" if isinstance(error, MemoryError) else str(error)
    hint = "give it more memory, fewer --jobs, or smaller documents"
    return (Problem(f"a process of --jobs cannot go on: {what}", hint=hint),)


def _no_mark(_part: int) -> None:
    """Say nothing."""


def _end_with(pipe: int) -> None:
    """End this process when the other end of a pipe closes."""
    if not hasattr(select, "poll"):
        return  # Windows: it ends behind the question that it is at
    closing = select.poll()
    closing.register(pipe, 0)  # that the other end closed is always told

    def wait() -> None:
        closing.poll()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def _send(pipe: IO[bytes], message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:  # noqa: ANN401
    [length] = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return pickle.loads(_exactly(pipe, length))  # noqa: S301  from a process of ours


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _how(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
