"""``zhstat audit``: what does not add up in facts, within a document and across documents."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns, input_options, message_options, output_option, rule_options
from extractor.cli.output import opened
from extractor.errors import SOME_FAILED

CHECKS = ("sum", "rate", "change", "percent", "conflict", "copy")
LEVELS = ("sure", "likely", "possible", "slight")


@click.command(short_help="What does not add up.")
@input_options
@click.option("--all", "all_", is_flag=True, help="Show the checks that hold too; so does --verbose.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there is a finding.")
@click.option("--check", "checks", type=click.Choice(CHECKS), multiple=True, help="Only this check.")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="slight",
    show_default=True,
    help="The least sure findings that are wanted; sure is the surest, slight what hardly matters.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "jsonl"]),
    help="How findings are written. [default: jsonl for a FILE.jsonl, else text]",
)
@output_option
@rule_options
@message_options
@click.pass_context
def audit(
    ctx: click.Context,
    /,
    *,
    given: Given,
    all_: bool,
    strict: bool,
    checks: tuple[str, ...],
    level: str,
    format_: str | None,
    output: Path,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Find what does not add up: each finding with what, where, by how much, and how sure.

    \b
    Examples:
      zhstat audit report.txt
      zhstat audit facts.jsonl --all              the checks that hold too
      zhstat audit reports/ --strict              exit code 1 where something is wrong
      zhstat audit reports/ --check sum --format jsonl | jq .message

    Parts are added up to their wholes, shares divided, changes held against their levels, values of the
    same metric, place, agency and time against each other. Rounding and words such as 近 and 余 are
    allowed for. A report that several documents print is checked once. An INPUT holds facts, as extract
    writes them in JSON Lines, JSON and CSV, or documents, which are extracted first.
    """
    from extractor import audit as library
    from extractor.audit.written import line, text
    from extractor.cli.inputs import facts_of
    from extractor.indicators import Indicators

    indicators = Indicators.load(*patterns.folders, builtin=patterns.builtin)
    facts = list(facts_of(given, patterns, messages, output=output))
    ids = indicators.assign(facts)
    wanted = LEVELS[: LEVELS.index(level) + 1]
    as_lines = format_ == "jsonl" or (format_ is None and output.suffix == ".jsonl")
    found = held = 0
    with opened(output) as out:
        for finding in library.audit(facts, lambda fact: ids.get(fact.id)):
            if checks and finding.check not in checks:
                continue
            if finding.holds:
                held += 1
                shown = all_ or messages.verbose
            else:
                shown = finding.level in wanted
                found += shown
            if shown:
                out.write(line(finding) if as_lines else f"{text(finding)}\n".encode())
        if not as_lines and not messages.quiet:
            out.write(f"findings: {found}; checks that hold: {held}; facts: {len(facts)}\n".encode())
    ctx.exit(messages.exit_code or (SOME_FAILED if strict and found else 0))
