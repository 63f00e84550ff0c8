"""``zhstat rules test``: rules on their examples, what was wanted beside what was found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Patterns, message_options, rule_options
from extractor.cli.rules.tables import table
from extractor.errors import OK, SOME_FAILED, Problem, RuleError, ZhstatError, cells

if TYPE_CHECKING:
    from extractor.check import Mark, Outcome
    from extractor.rules.model import Ruleset

RIGHT, WRONG = "✓", "✗"
NULL = "null"


@click.command("test", short_help="Rules on their examples: wanted against found.")
@click.argument("wanted", metavar="[FILE|ID]...", nargs=-1)
@click.option("--watch", is_flag=True, help="Do it again at each save, until Ctrl-C.")
@rule_options
@message_options
@click.pass_context
def test(
    ctx: click.Context,
    /,
    *,
    wanted: tuple[str, ...],
    watch: bool,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Run the examples of rules, each with its rule alone and with all rules, and show what differs.

    \b
    Examples:
      zhstat rules test
      zhstat rules test money.amount
      zhstat rules test measure.toml --patterns my-rules/ --watch

    A rule that is named shows all its examples; else only those that fail are shown, with --verbose all.
    """
    from extractor.cli.inputs import folders_of, rules_of

    def once() -> int:
        return _run(rules_of(patterns, fast=False), wanted, messages)

    if not watch:
        ctx.exit(once())
    from extractor.authoring.watch import saves

    _watch(once, saves(folders_of(patterns)))


def _watch(once: Callable[[], int], saves: Iterator[frozenset[Path]]) -> None:
    """Run the examples now and after each save; rules that cannot be loaded are told of and waited for."""
    try:
        while True:
            try:
                once()
            except RuleError as error:
                click.echo(str(error), err=True)
            click.echo("waiting for a save; Ctrl-C ends", err=True)
            saved = next(saves)
            names = ", ".join(sorted(path.name for path in saved))
            click.echo(f"\n{time.strftime('%H:%M:%S')} {names}", err=True)
    except KeyboardInterrupt:
        click.echo("", err=True)


def _run(rules: Ruleset, wanted: Sequence[str], messages: Messages) -> int:
    from extractor.check import try_examples

    chosen, named = _chosen(rules, wanted)
    tried = failed = 0
    held: Outcome | None = None
    for outcome in try_examples(rules, lambda rule: rule.id in chosen):
        tried += not outcome.together
        if held is not None and _same(held, outcome):
            failed += bool(outcome.problems)
            _show(held, "alone and with all rules", all_=messages.verbose or held.rule.id in named)
            held = None
            continue
        if held is not None:
            failed += bool(held.problems)
            _show(held, _who(held), all_=messages.verbose or held.rule.id in named)
        held = outcome
    if held is not None:
        failed += bool(held.problems)
        _show(held, _who(held), all_=messages.verbose or held.rule.id in named)
    if not messages.quiet:
        said = f"{failed} not as wanted" if failed else "all as wanted"
        click.echo(f"{len(chosen)} rules, {tried} examples: {said}")
    return SOME_FAILED if failed else OK


def _chosen(rules: Ruleset, wanted: Sequence[str]) -> tuple[set[str], set[str]]:
    """Give the ids of the rules that are asked for, and of those the ones asked for by their names.

    Raises:
        ZhstatError: There is no such rule, and no file with one.
    """
    from extractor.authoring.shown import all_of, is_file
    from extractor.rules.expand import did_you_mean

    everything = all_of(rules)
    chosen: set[str] = set()
    named: set[str] = set()
    for name in wanted:
        of_file = {rule.id for rule in everything if is_file(rule.file, name) or _is(rule.file, name)}
        if any(rule.id == name for rule in everything):
            named.add(name)
        elif not of_file:
            known = {name for rule in everything for name in (rule.id, rule.file.rsplit("/", 1)[1])}
            hint = did_you_mean(name, known) or "zhstat rules list shows all rules and their files"
            raise ZhstatError(Problem(f"there is no rule and no rule file called {name}", hint=hint))
        chosen |= of_file
    return (chosen | named if wanted else {rule.id for rule in everything}), named


def _is(file: str, name: str) -> bool:
    """Say whether a path on the command line is the file of a rule, however it is written."""
    return Path(name).exists() and Path(file).exists() and Path(name).samefile(file)


def _same(alone: Outcome, together: Outcome) -> bool:
    """Say whether an example fared alike alone and with all rules."""
    return together.together and alone.example is together.example and alone.marks == together.marks


def _who(outcome: Outcome) -> str:
    return "with all rules" if outcome.together else "alone"


def _show(outcome: Outcome, who: str, *, all_: bool) -> None:
    if not outcome.problems and not all_:
        return
    sign = WRONG if outcome.problems else RIGHT
    rule, example = outcome.rule, outcome.example
    click.echo(f"{sign} {rule.id}  {rule.file}:{example.line}  {who}")
    lines = [f"    {example.text}"]
    for mark in outcome.marks or ():
        start, end = mark.span
        before, marked = example.text[:start], example.text[start:end]
        lines.append(f"    {' ' * cells(before)}{'^' * max(cells(marked), 1)}")
        lines += (f"    {line}" for line in _side_by_side(mark))
    if not outcome.marks and example.reason:
        lines.append(f"    nothing is found: {example.reason}")
    hints = dict.fromkeys(problem.hint for problem in outcome.problems if problem.hint)
    lines += (f"    {hint}" for hint in hints)
    click.echo("\n".join(lines))


def _side_by_side(mark: Mark) -> list[str]:
    """Write what was wanted of a mark beside what was found."""
    from extractor.check import same

    if mark.found is None or not mark.wanted:
        return [mark.message] if mark.message else []
    rows = [
        (
            key,
            value or NULL,
            mark.found.get(key, "") or NULL,
            "" if same(key, mark.found.get(key, ""), value) else WRONG,
        )
        for key, value in mark.wanted.items()
    ]
    return table(("", "wanted", "found", ""), rows).rstrip("\n").split("\n")
