"""``zhstat rules``: what those need who read, write and mend rules."""

from __future__ import annotations

import click

from extractor.cli.rules.coverage import coverage
from extractor.cli.rules.diff import diff
from extractor.cli.rules.docs import docs
from extractor.cli.rules.linting import lint
from extractor.cli.rules.listing import list_, show
from extractor.cli.rules.new import new
from extractor.cli.rules.schema import schema
from extractor.cli.rules.trying import test


@click.group(short_help="See, test, mend and begin rules.")
def rules() -> None:
    """See the rules, test and mend them, begin new ones, and learn what they do to a corpus.

    \b
    Examples:
      zhstat rules list --kind money      the rules for sums
      zhstat rules show money.amount      one rule, and what it is made of
      zhstat rules new measure            a new rule, begun from a sentence
      zhstat rules test count.toml        its rules on their examples, wanted against found
      zhstat rules lint                   what is wrong with rules that work all the same
      zhstat rules coverage reports/      what of the rules reports use, and what none of them reads
      zhstat rules diff HEAD patterns/ --on reports/    what a change does to their facts
      zhstat rules docs -o rules.md       what each rule finds and leaves alone, for readers
      zhstat rules schema                 what editors need to check rule files

    patterns/README.md shows how to add a rule in five minutes.
    """


for command in (list_, show, new, test, lint, coverage, diff, docs, schema):
    rules.add_command(command)
