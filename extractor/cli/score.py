"""``zhstat score``: facts against gold, by genre and by field, and two annotators against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns, input_options, message_options, output_option, rule_options
from extractor.cli.output import opened
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from extractor.score import Gold, Score
    from extractor.types import Fact, Record

PATH = click.Path(exists=True, path_type=Path)


@click.command(short_help="Facts against what a person found.")
@click.argument("gold", type=PATH)
@input_options
@click.option(
    "--agreement", is_flag=True, help="INPUT is another annotator's gold: say how far the two agree."
)
@click.option(
    "--genres",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TSV",
    help="Lines of a document's name, a tab and its genre; goes before what the gold says itself.",
)
@click.option(
    "--rounds",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="How often documents are drawn for the intervals.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Where the drawing starts.")
@click.option("--failures", is_flag=True, help="Write what is wrong behind the figures, each at its place.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the failures as a page, each sentence with its mention marked.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the figures are written.",
)
@output_option
@rule_options
@message_options
@click.pass_context
def score(
    ctx: click.Context,
    /,
    *,
    gold: Path,
    given: Given,
    agreement: bool,
    genres: Path | None,
    rounds: int,
    seed: int,
    failures: bool,
    html: Path | None,
    format_: str,
    output: Path,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Say how right facts are: mentions, facts and fields, with intervals, over all and by genre.

    \b
    Examples:
      zhstat score seeds/                                  the samples beside the gold, extracted now
      zhstat score gold/ reports/ --html failures.html     other texts than those beside it
      zhstat score gold/ facts.jsonl --failures            facts that were written before
      zhstat score ann/ ben/ --agreement                   two annotators of the same texts

    GOLD is a .gold.jsonl file or a folder of them; an INPUT holds the texts of the same names, or facts of
    them (texts beside facts serve to find the places that gold names). The genre of a sample is what
    --genres says, else the key genre of its first line, else the name of its folder within GOLD. A text is
    read by its own date, else by --date, else by that of its gold.
    """
    from extractor.score.gold import document

    by_name = {} if genres is None else _read_genres(genres)
    if agreement:
        if failures or html:
            raise click.UsageError("--failures and --html are for facts, not for --agreement")
        if not given.inputs:
            raise click.UsageError("--agreement wants the other annotator's gold: name an INPUT")
        first = {document(one.sample.name): one for one in _golds(gold, {}, by_name, messages)}
        report = _agreement(first, given.inputs, rounds, seed, format_, messages)
    else:
        facts, texts = _read(given, messages)
        golds = _golds(gold, {name: record.text for name, record in texts.items()}, by_name, messages)
        scores = list(_scores(golds, facts, texts, given, patterns, messages))
        report = _report(scores, rounds, seed, format_, html, failures=failures)
    with opened(output) as out:
        out.write(report.encode())
    ctx.exit(messages.exit_code)


def _golds(
    path: Path, texts: Mapping[str, str], genres: Mapping[str, str], messages: Messages
) -> Iterator[Gold]:
    """Read the gold files; one that is wrong is reported and passed over."""
    from extractor.score.gold import GOLD, document, read_gold

    files = sorted(path.rglob(f"*{GOLD}")) if path.is_dir() else [path]
    if not files:
        raise ZhstatError(Problem(f"the folder holds no {GOLD} file", str(path)))
    for file in files:
        try:
            gold = read_gold(file, texts)
        except ZhstatError as error:
            for problem in error.problems:
                messages.problem(problem)
            continue
        folder = file.parent.name if path.is_dir() and file.parent != path else None
        yield replace(gold, genre=genres.get(document(gold.sample.name)) or gold.genre or folder)


def _read_genres(path: Path) -> dict[str, str]:
    from extractor.score.gold import document, read_text

    genres: dict[str, str] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, genre = line.partition("\t")
        if not (tab and genre.strip()):
            raise ZhstatError(Problem("a document's name, a tab and its genre are wanted", str(path), number))
        genres[document(name)] = genre.strip()
    return genres


def _read(given: Given, messages: Messages) -> tuple[dict[str, list[Fact]], dict[str, Record]]:
    """Read the inputs: facts, and texts, by the name that they share with their gold."""
    from extractor.cli.inputs import facts_or_records_of
    from extractor.score.gold import document
    from extractor.types import Fact

    facts: dict[str, list[Fact]] = {}
    texts: dict[str, Record] = {}
    if not given.inputs:
        return facts, texts
    for item in facts_or_records_of(given, messages, bar=True):
        if isinstance(item, Fact):
            facts.setdefault(document(item.doc), []).append(item)
        else:
            texts[document(item.doc)] = item
    return facts, texts


def _scores(
    golds: Iterable[Gold],
    facts: Mapping[str, list[Fact]],
    texts: Mapping[str, Record],
    given: Given,
    patterns: Patterns,
    messages: Messages,
) -> Iterator[tuple[Gold, Score]]:
    """Score each sample that there is something of."""
    from extractor.cli.inputs import extracted, rules_of
    from extractor.score import score as compare
    from extractor.score.gold import document
    from extractor.types import Record

    extractor = None
    unused = set(facts) | set(texts)
    for gold in golds:
        name = document(gold.sample.name)
        unused.discard(name)
        text = texts.get(name)
        if facts:
            yield gold, compare(gold, facts.get(name, []))
            continue
        if text is None and given.inputs:
            messages.problem(Problem("no INPUT is its text", str(gold.path)))
            continue
        if extractor is None:
            from extractor.rules.warm import warmed

            with warmed():
                from extractor.pipeline import Extractor

            extractor = Extractor(rules_of(patterns))
        day = (text.date if text else given.date) or gold.date
        record = Record(gold.sample.name, gold.text, day)
        yield gold, compare(gold, extracted(extractor, record, messages))
    if facts and not set(facts) - unused:
        messages.problem(
            Problem("no fact is of a document that has gold", hint="their names must be the same")
        )
    if unused:
        messages.note(f"without gold, and left out: {', '.join(sorted(unused))}")


def _report(
    scores: list[tuple[Gold, Score]],
    rounds: int,
    seed: int,
    format_: str,
    html: Path | None,
    *,
    failures: bool,
) -> str:
    from extractor.score.summary import as_data, as_text, summary

    groups = summary(scores, rounds=rounds, seed=seed)
    wrong = [failure for _, score in scores for failure in score.failures]
    if html is not None:
        from extractor.score.page import page

        with opened(html) as out:
            out.write(page(groups, wrong).encode())
    if format_ == "json":
        return _as_json(as_data(groups))
    told = "".join(f"{problem}\n" for failure in wrong for problem in failure.problems()) if failures else ""
    return as_text(groups) + (f"\n{told}" if told else "")


def _agreement(
    first: Mapping[str, Gold],
    inputs: tuple[str, ...],
    rounds: int,
    seed: int,
    format_: str,
    messages: Messages,
) -> str:
    from extractor.score.agreement import agreement, as_data, as_text
    from extractor.score.gold import document

    second: dict[str, Gold] = {}
    texts = {name: gold.text for name, gold in first.items()}
    for name in inputs:
        if not Path(name).exists():
            raise ZhstatError(Problem("there is no such file or folder", name))
        for gold in _golds(Path(name), texts, {}, messages):
            second[document(gold.sample.name)] = gold
    for name in sorted(set(first) ^ set(second)):
        one = first.get(name) or second[name]
        messages.problem(Problem("the other annotator has none of this", str(one.path)))
    pairs = [(gold, second[name]) for name, gold in first.items() if name in second]
    found = agreement(pairs, rounds=rounds, seed=seed)
    return _as_json(as_data(found, len(pairs))) if format_ == "json" else as_text(found, len(pairs))


def _as_json(data: object) -> str:
    import orjson

    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
