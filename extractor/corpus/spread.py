"""Records to facts, or to lines of output, on as many cores as are given; the same for every number of them.

The first records are read in this process, so that a short report waits for nothing; workers are started
once more comes. Where it is known to come, they are started at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from extractor.corpus.task import Report, Result, Task, Work, whole
from extractor.errors import Problem
from extractor.types import Fact, Record

if TYPE_CHECKING:
    from extractor.corpus.worker import Do, LeftOut, Mark

Item = Record | Fact | Problem

BATCH = 64_000
"""Characters in a question to a worker: large beside what asking costs, small beside memory."""
FIRST = 100_000
"""Characters that are read before workers are started."""
RECORD = 200
"""What a record weighs beside its characters."""


def spread(
    items: Iterable[Item],
    task: Task,
    jobs: int,
    *,
    report: Report,
    note: Callable[[str, int], None],
    pause: Callable[[], None],
    at_once: bool = False,
) -> Generator[Any]:
    """Do a task with records, and give what it makes of them in their order.

    Args:
        items: Documents or facts, and a problem in the place of each that cannot be read.
        task: What is made of a record.
        jobs: How many processes may work; 1 is this one alone.
        report: Is told what fails, in the order of the records.
        note: Is told of each record how much it holds.
        pause: Is called whenever nothing more may come for a while, so that what was given goes out.
        at_once: Whether so much is to come that workers should be started at once.

    Yields:
        Facts, or lines, as the task says.

    Raises:
        ZhstatError: The rules are wrong, or no worker can be started.
    """
    items = iter(items)
    first = next(items, None)
    if first is None:
        return
    items = chain([first], items)
    # Facts that were written before are only written again, which is no work for many.
    if jobs == 1 or not at_once or isinstance(first, Fact):
        work = Work(task)
        done = 0
        for item in items:
            if isinstance(item, Problem):
                report(item)
                continue
            yield from work.items(item, report, note)
            if isinstance(item, Record):
                pause()
                done += weight(item)
            if jobs > 1 and done >= FIRST:
                break
        else:
            return
    from extractor.corpus.crew import Crew  # noqa: PLC0415  one process needs nothing that starts others

    with closing(Crew(Batches(task), jobs, weight, BATCH).answers(items)) as answers:
        for results in answers:
            for result in results:
                if isinstance(result, Problem):
                    report(result)
                    continue
                for problem in result.problems:
                    report(problem)
                yield from map(whole, result.items)
                for told in result.notes:
                    note(*told)
            pause()


def weight(item: Item) -> int:
    """Tell how much of a batch an item fills."""
    return RECORD + (len(item.text) if isinstance(item, Record) else 0)


@dataclass(frozen=True, slots=True)
class Batches:
    """The duty of a worker that is sent records."""

    task: Task

    def begin(self) -> Do:
        """Load the rules."""
        work = self.task.begin()

        def do(batch: list[Item], left_out: LeftOut, mark: Mark) -> list[Result | Problem]:
            results: list[Result | Problem] = []
            for number, item in enumerate(batch):
                if isinstance(item, Problem):
                    results.append(item)
                elif number in left_out:
                    results.append(deadly(item.doc, left_out[number]))
                else:
                    mark(number)
                    results.append(work.result(item))
            return results

        return do


def deadly(doc: str, how: str) -> Problem:
    """Say that a record is left out because no process survives it."""
    return Problem(
        f"the document is left out: whatever process reads it dies ({how})",
        doc,
        hint="memory may have run out: try fewer --jobs" if how == "SIGKILL" else None,
    )
