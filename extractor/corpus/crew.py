"""Work spread over workers, its answers in the order of the questions, and none lost with a worker.

A thread reads what is to be done and one for each worker tends it: takes as much as lies ready, up to a
batch, asks the worker and waits. So a worker that has nothing to do never waits for a batch to fill, and a
source that speaks once a minute is answered once a minute. How far the readers and the fastest worker may run
ahead of the answer that is due next is limited, and so is memory.

A worker that dies is replaced and asked the same again, now carefully: it says which part it turns to. A
part that was at fault `TRIES` times is left out, and its answer says why. An answer counts once it is there
whole, so that nothing is done twice.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from threading import Condition, Event, Lock, Thread
from typing import Any, Generic, TypeVar

from extractor.corpus.worker import Duty, Worker, WorkerDiedError
from extractor.errors import Problem, ZhstatError

Part = TypeVar("Part")

TRIES = 3
"""How often a part may be at fault in a worker's death before it is left out."""
STARTS = 10
"""How many workers may die, one after the other, before they have begun."""
PATIENCE = 0.5
"""Seconds to wait for a thread that reads; one may be stuck in a pipe that nobody writes to."""


class Crew(Generic[Part]):
    """Workers with one duty; they live as long as their answers are drawn.

    Args:
        duty: What each is for; it answers a list of parts.
        size: How many workers.
        weight: Tells how heavy a part is.
        batch: How heavy a question may grow by gathering parts; each has one part at least.
    """

    def __init__(self, duty: Duty, size: int, weight: Callable[[Part], int], batch: int) -> None:
        self._duty = duty
        self._size = size
        self._weight = weight
        self._batch = batch
        self._ahead = 2 * size + 2
        lock = Lock()
        self._may_read = Condition(lock)
        self._may_take = Condition(lock)
        self._may_give = Condition(lock)
        self._ready: deque[tuple[Part, int]] = deque()
        self._ready_weight = 0
        self._all_read = False
        self._asked = 0
        self._given = 0
        self._answers: dict[int, Any] = {}
        self._fault: BaseException | None = None
        self._stopped = Event()
        self._workers: set[Worker] = set()

    def answers(self, parts: Iterable[Part], *, in_order: bool = True) -> Generator[Any]:
        """Give the answers to all parts; as many as questions were needed.

        Args:
            parts: What to do; it is read in a thread of its own.
            in_order: Whether answers come in the order of the parts, else as soon as they are there.

        Raises:
            ZhstatError: A question cannot be answered, or the workers die before they begin.
        """
        reader = Thread(target=self._read, args=(iter(parts),), daemon=True)
        tenders = [Thread(target=self._tend, daemon=True) for _ in range(self._size)]
        try:
            try:
                for thread in (reader, *tenders):
                    thread.start()
            except RuntimeError as error:  # there may be no more of them
                raise _cannot_start(str(error)) from None
            while True:
                with self._may_give:
                    self._may_give.wait_for(lambda: self._can_give(in_order=in_order))
                    if self._fault is not None:
                        raise self._fault
                    if not self._answers:
                        return
                    answer = self._answers.pop(self._given if in_order else next(iter(self._answers)))
                    self._given += 1
                    self._may_take.notify()
                yield answer
        finally:
            self._stop()
            for thread in (*tenders, reader):
                if thread.ident is not None:
                    thread.join(PATIENCE)

    def _can_read(self) -> bool:
        return self._stopped.is_set() or self._ready_weight < self._size * self._batch

    def _can_take(self) -> bool:
        if self._stopped.is_set() or not self._ready:
            return self._stopped.is_set() or self._all_read
        return self._asked < self._given + self._ahead

    def _can_give(self, *, in_order: bool) -> bool:
        finished = self._all_read and not self._ready and self._given == self._asked
        due = self._given in self._answers if in_order else bool(self._answers)
        return self._fault is not None or due or finished

    def _stop(self) -> None:
        with self._may_read:
            self._stopped.set()
            self._may_read.notify_all()
            self._may_take.notify_all()
            workers = list(self._workers)
        for worker in workers:
            worker.end()

    def _fail(self, error: BaseException) -> None:
        with self._may_give:
            if not self._stopped.is_set() and self._fault is None:
                self._fault = error
            self._may_give.notify()

    def _read(self, parts: Iterator[Part]) -> None:
        try:
            for part in parts:
                weight = self._weight(part)
                with self._may_read:
                    self._may_read.wait_for(self._can_read)
                    if self._stopped.is_set():
                        return
                    self._ready.append((part, weight))
                    self._ready_weight += weight
                    self._may_take.notify()
            with self._may_read:
                self._all_read = True
                self._may_take.notify_all()
                self._may_give.notify()
        except BaseException as error:  # noqa: BLE001  it is raised again where the answers are taken
            self._fail(error)

    def _tend(self) -> None:
        worker: Worker | None = None
        try:
            while (taken := self._take()) is not None:
                number, question = taken
                worker, answer = self._answered(worker, question)
                with self._may_give:
                    self._answers[number] = answer
                    self._may_give.notify()
        except BaseException as error:  # noqa: BLE001  likewise
            self._fail(error)
        finally:
            if worker is not None:
                self._dismiss(worker)

    def _take(self) -> tuple[int, list[Part]] | None:
        """Take what lies ready, up to a batch; ``None`` when all is taken."""
        with self._may_take:
            self._may_take.wait_for(self._can_take)
            if self._stopped.is_set() or not self._ready:
                return None
            question: list[Part] = []
            weight = 0
            while self._ready and (not question or weight + self._ready[0][1] <= self._batch):
                part, heavy = self._ready.popleft()
                question.append(part)
                weight += heavy
            self._ready_weight -= weight
            number = self._asked
            self._asked += 1
            self._may_read.notify()
            return number, question

    def _answered(self, worker: Worker | None, question: list[Part]) -> tuple[Worker, Any]:
        """Have a question answered, by as many workers as it takes."""
        deaths: Counter[int | None] = Counter()
        left_out: dict[int, str] = {}
        while True:
            if worker is None:
                worker = self._hired()
            try:
                return worker, worker.ask(question, left_out, careful=bool(deaths))
            except WorkerDiedError as death:
                self._dismiss(worker)
                worker = None
                deaths[death.part] += 1
                if deaths[death.part] >= TRIES and death.part is not None:
                    left_out[death.part] = death.how
                elif deaths[None] > STARTS:
                    raise _cannot_work(death) from None

    def _hired(self) -> Worker:
        tries = 0
        while True:
            if self._stopped.is_set():
                raise _StoppedError
            try:
                worker = Worker(self._duty)
            except WorkerDiedError as death:
                tries += 1
                if tries == STARTS:
                    raise _cannot_work(death) from None
                continue
            except OSError as error:
                raise _cannot_start(error.strerror or str(error)) from None
            with self._may_read:
                self._workers.add(worker)
            # Who stopped it may not have seen this one.
            if not self._stopped.is_set():
                return worker
            self._dismiss(worker)

    def _dismiss(self, worker: Worker) -> None:
        worker.end()
        with self._may_read:
            self._workers.discard(worker)


class _StoppedError(Exception):
    """Nobody waits for the answers any more."""


def _cannot_start(why: str) -> ZhstatError:
    return ZhstatError(
        Problem(
            f"the processes of --jobs cannot be started: {why}",
            hint="try fewer --jobs, or --jobs 1, which starts none",
        )
    )


def _cannot_work(death: WorkerDiedError) -> ZhstatError:
    return ZhstatError(
        Problem(
            f"the processes that --jobs starts die before they begin ({death.how})",
            hint="memory may have run out: try fewer --jobs, or --jobs 1, which starts none",
        )
    )
