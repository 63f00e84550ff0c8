"""``zhstat check``: lint, the rules against their examples, the samples against what a person found."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import FOLDER, Patterns, message_options, rule_options
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.pipeline import Extractor
    from extractor.score import Score

FLOOR = "floor.toml"
MEASURES = ("mention", "date", "fact")


@click.command(short_help="All rules and samples: lint, examples, gold.")
@click.option(
    "--seeds",
    type=FOLDER,
    metavar="DIR",
    help="Samples with gold facts and a floor.toml. [default: the project's, in a checkout]",
)
@rule_options
@message_options
@click.pass_context
def check(
    ctx: click.Context,
    /,
    *,
    seeds: Path | None,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Check all: the rule files as zhstat rules lint does, the examples as rules test does, the samples.

    \b
    Examples:
      zhstat check
      zhstat check --patterns my-rules/
      zhstat check --seeds my-samples/ -v

    What is wrong is shown at its file, line and column. The samples are tried on the facts that a person
    found in them; one fails where one of its figures lies
    below what floor.toml asks for; its misses are shown then, and with --verbose always.
    """
    from extractor.check import check_rules
    from extractor.cli.inputs import problems_of, rules_of
    from extractor.pipeline import Extractor

    rules = rules_of(patterns)
    problems = (*problems_of(patterns), *check_rules(rules))
    for problem in problems:
        messages.problem(problem)
    if not messages.quiet:
        click.echo(f"rules: {len(rules.rules)} rules, {len(problems)} problems")
    folder = seeds or _seeds_of_checkout()
    if folder is not None:
        _check_seeds(folder, Extractor(rules), messages)
    ctx.exit(messages.exit_code)


def _seeds_of_checkout() -> Path | None:
    folder = Path(__file__).resolve().parents[2] / "seeds"
    return folder if folder.is_dir() else None


def _check_seeds(folder: Path, extractor: Extractor, messages: Messages) -> None:
    from extractor.score import Score, read_gold, score

    floor = _read_floor(folder / FLOOR)
    if not floor and not messages.quiet:
        click.echo(
            f"{folder / FLOOR} is missing or empty: the samples are measured and nothing is asked of them"
        )
    total = Score()
    for path in sorted(folder.glob("*.gold.jsonl")):
        try:
            gold = read_gold(path)
        except ZhstatError as error:
            for problem in error.problems:
                messages.problem(problem)
            continue
        result = score(gold, extractor.extract(gold.text, date=gold.date, doc=gold.sample.name))
        total += result
        _judge(gold.sample.name, result, floor, messages)
    _judge("all", Score(total.counts, total.bad_offsets), floor, messages)


def _judge(name: str, result: Score, floor: Mapping[str, Mapping[str, float]], messages: Messages) -> None:
    """Say how a sample did and, where it lies below its floor, why."""
    figures = "  ".join(f"{measure} {result.f1(measure):.3f}" for measure in MEASURES)
    if not messages.quiet:
        click.echo(f"{name:<32}  {figures}")
    least = floor.get(name, floor.get("each", {}) if name != "all" else {})
    below = [
        f"{measure} F1 is {result.f1(measure):.3f}, the floor is {least[measure]:.3f}"
        for measure in MEASURES
        if result.f1(measure) < least.get(measure, 0.0)
    ]
    if result.bad_offsets:
        below.append(f"{result.bad_offsets} facts do not stand where they say")
    if below or messages.verbose:
        for miss in result.misses:
            click.echo(str(miss), err=True)
    for message in below:
        messages.problem(Problem(message, name))


def _read_floor(path: Path) -> dict[str, dict[str, float]]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ZhstatError(Problem(str(error), str(path))) from None
