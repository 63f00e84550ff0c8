"""What is done with a record, told by values alone, so that another process can be told too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.corpus.wanted import Wanted
from extractor.errors import Problem, ZhstatError
from extractor.types import FACT_FIELDS, Fact, Record

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.rules.model import Ruleset

FACTS = "facts"
MENTIONS = "mentions"
LINES = ("jsonl", "json", "csv", "csv-safe")
"""The formats of `extractor.emit` that are written a line at a time, whoever makes the lines."""

_cells = attrgetter(*FACT_FIELDS)
LARGE = 1_000_000
"""Characters from which on a document may take so much memory that others still find enough."""
Report = Callable[[Problem], None]


class Result(NamedTuple):
    """What came of a document.

    Attributes:
        items: What is given: lines, or the cells of facts.
        problems: What failed in it.
        notes: Its name and how much it holds.
    """

    items: list[Any]
    problems: list[Problem]
    notes: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with each record.

    Attributes:
        folders: Folders with rules, in the order in which they count.
        builtin: Whether the rules that come with the package are used.
        wanted: Which facts are kept.
        form: What is made of them: ``facts``, a line in one of `LINES`, or ``mentions``, a line a record.
    """

    folders: tuple[Path, ...] = ()
    builtin: bool = True
    wanted: Wanted = Wanted()  # noqa: RUF009  frozen
    form: str = FACTS

    def begin(self) -> Work:
        """Make ready, the rules loaded.

        Raises:
            RuleError: Some are wrong.
        """
        work = Work(self)
        work.load()
        return work


class Work:
    """Does a task, one document after the other.

    Args:
        task: What to do.
        extractor: The engine; made for the first document that needs it unless given.
    """

    def __init__(self, task: Task, extractor: Extractor | None = None) -> None:
        self._task = task
        self._extractor = extractor
        self._rules: Ruleset | None = None
        self._made = _maker(task.form)

    def load(self) -> Extractor:
        """Give the engine.

        Raises:
            RuleError: Some rules are wrong.
        """
        if self._extractor is None:
            from extractor.rules.load import load_rules  # noqa: PLC0415  who has facts only needs no engine
            from extractor.rules.warm import warmed  # noqa: PLC0415

            with warmed():
                from extractor.pipeline import Extractor  # noqa: PLC0415

            rules = load_rules(*self._task.folders, builtin=self._task.builtin)
            self._extractor, self._rules = Extractor(rules), rules
        return self._extractor

    @property
    def rules_digest(self) -> str:
        """The digest of the rules that the task names."""
        self.load()
        return self._rules.digest if self._rules else ""

    def items(self, item: Record | Fact, report: Report, note: Callable[[str, int], None]) -> Iterator[Any]:
        """Give what is made of a document, each as soon as it is there.

        Args:
            item: The document, or a fact that was read back and is only written.
            report: Is told what fails; nothing that a document does ends the work on the others.
            note: Is told at the end how much the document holds.

        Raises:
            RuleError: Some rules are wrong.
            MemoryError: There is too little for any document.
        """
        if isinstance(item, Fact):
            if self._task.wanted(item):
                yield self._made(item)
            return
        extractor = self.load()
        found = 0

        def slow(problem: Problem) -> None:
            report(replace(problem, message=f"{problem.message} on {item.doc}, and was left out there"))

        try:
            if self._task.form == MENTIONS:
                mentions = extractor.mentions(item.text, date=item.date, report=slow)
                found = len(mentions)
                yield self._made(item.doc, mentions)
            else:
                for fact in extractor.extract(item.text, date=item.date, doc=item.doc, report=slow):
                    found += 1
                    if self._task.wanted(fact):
                        yield self._made(fact)
        except ZhstatError as error:
            for problem in error.problems:
                report(problem if problem.file else replace(problem, file=item.doc))
        except MemoryError:
            if len(item.text) < LARGE:
                raise
            report(Problem("memory ran out over the document", item.doc, hint="cut it, or give more memory"))
        except Exception as error:  # noqa: BLE001  a fault of ours in one document must not cost the others
            report(_our_fault(item, error))
        note(item.doc, found)

    def result(self, item: Record | Fact) -> Result:
        """Give all that is made of a document at once, in values that pass to another process cheaply."""
        problems: list[Problem] = []
        notes: list[tuple[str, int]] = []
        items = list(self.items(item, problems.append, lambda *note: notes.append(note)))
        if self._task.form == FACTS:
            items = [_cells(fact) for fact in items]
        return Result(items, problems, notes)


def _maker(form: str) -> Callable[..., Any]:
    """Give what makes of a fact, or of the mentions of a document, what is to be given."""
    if form == FACTS:
        return lambda fact: fact
    name, _, safe = form.partition("-")
    line: Callable[..., Any] = import_module(f"extractor.emit.{name}").line
    return partial(line, safe=True) if safe else line


def whole(item: Any) -> Any:  # noqa: ANN401  a line or a fact, as the task says
    """Give an item that came from another process as `Work.items` gives it."""
    return item if isinstance(item, bytes) else Fact(*item)


def _our_fault(record: Record, error: Exception) -> Problem:
    import traceback  # noqa: PLC0415  faults are rare

    place = traceback.extract_tb(error.__traceback__)[-1]
    return Problem(
        f"the document could not be read to its end: {type(error).__name__}: {error} "
        f"({Path(place.filename).name}:{place.lineno})",
        record.doc,
        hint="this is a fault of zhstat: please report it, with the document",
    )
