"""``zhstat report``: documents and their facts on one page for a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns, input_options, message_options, rule_options
from extractor.cli.output import STDOUT, opened

if TYPE_CHECKING:
    from extractor.rules.model import Ruleset


@click.command(short_help="Documents and their facts on one page for a browser.")
@input_options
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="Write to a file, which appears when it is whole; to standard output only in a pipe.",
)
@click.option("--title", metavar="TEXT", help="The page's heading. [default: Facts of the report]")
@rule_options
@message_options
@click.pass_context
def report(
    ctx: click.Context,
    /,
    *,
    given: Given,
    output: Path,
    title: str | None,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Write a page that shows documents with their facts: to read, to check and to mend.

    \b
    Examples:
      zhstat report report.txt -o report.html
      zhstat report --date 2022-07-20 reports/ -o report.html --title 上半年公安工作
      zhstat report facts.jsonl reports/ -o report.html
      zhstat report --input jsonl - -o report.html < reports.jsonl

    The page is one file that needs no network: the texts with every fact marked, a table to sort,
    filter and search, a map and charts. Facts can be accepted, rejected and corrected in it, and
    what was decided is downloaded as gold JSON Lines. INPUTs are those of zhstat extract; facts that
    were written before are shown in their texts if these are named too.
    """
    from extractor.audit import audit
    from extractor.cli.inputs import extracted, facts_or_records_of, rules_of
    from extractor.errors import Problem
    from extractor.indicators import Indicators
    from extractor.rules.warm import warmed

    if output == STDOUT and sys.stdout.isatty():
        raise click.UsageError("a page is for a browser: name a file, as in -o report.html")
    with warmed():
        from extractor.pipeline import Extractor
    from extractor.report.documents import documents
    from extractor.report.page import page

    items = facts_or_records_of(given, messages, bar=True)
    rules = rules_of(patterns)
    extractor = Extractor(rules)
    shown = []
    for document in documents(items, lambda record: extracted(extractor, record, messages)):
        if isinstance(document, Problem):
            messages.problem(document)
        else:
            shown.append(document)
    facts = [fact for document in shown for fact in document.facts]
    indicators = Indicators.load(*patterns.folders, builtin=patterns.builtin)
    ids = indicators.assign(facts)
    html = page(
        shown,
        divisions(rules),
        title,
        indicators={fact: indicators.by_id[name].name for fact, name in ids.items()},
        findings=list(audit(facts, lambda fact: ids.get(fact.id))),
    )
    with opened(output) as out:
        out.write(html.encode())
    ctx.exit(messages.exit_code)


def divisions(rules: Ruleset) -> dict[str, str]:
    """Give the name of each division by its code, the nation's first."""
    from extractor.resolve.place.codes import NATION, NATION_NAME

    lexicon = rules.lexicons.get("region")
    if lexicon is None:
        return {NATION: NATION_NAME}
    code, name = lexicon.columns.index("code"), lexicon.columns.index("name")
    return {NATION: NATION_NAME, **{row[code]: row[name] for row in lexicon.rows}}
