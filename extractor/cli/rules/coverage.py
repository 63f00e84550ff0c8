"""``zhstat rules coverage``: what of the rules a corpus uses, and which numbers no rule reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns, input_options, message_options, rule_options
from extractor.cli.rules.listing import format_option
from extractor.cli.rules.tables import json_text, table
from extractor.errors import ZhstatError

if TYPE_CHECKING:
    from extractor.coverage import Coverage, Words
    from extractor.rules.model import Ruleset


@click.command(short_help="What of the rules a corpus uses.")
@input_options
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="How many shapes of unread numbers, and unused words of a lexicon, the table shows.",
)
@format_option
@rule_options
@message_options
@click.pass_context
def coverage(
    ctx: click.Context,
    /,
    *,
    given: Given,
    top: int,
    format_: str,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Count how often each rule and each word of a lexicon is met in documents, and what no rule reads.

    \b
    Examples:
      zhstat rules coverage reports/
      zhstat rules coverage --patterns my-rules/ reports.jsonl --top 50
      zhstat rules coverage reports/ --format json | jq '.unread[:10]'

    A word is read where a rule that names its lexicon read it, and seen wherever it stands. A number is
    unread where nothing is known of it but the number, and no fact comes of it: its shape has 0 for
    digits, 一 for Chinese numerals, and what stands behind it. JSON has every word.
    """
    from extractor.cli.inputs import files_of, records_of, rules_of
    from extractor.coverage import Counting
    from extractor.pipeline import Extractor

    records = records_of(given, messages, bar=True)
    rules = rules_of(patterns)
    counting = Counting(Extractor(rules), files_of(patterns))
    for record in records:
        try:
            counting.add(record)
        except ZhstatError as error:
            for problem in error.problems:
                messages.problem(problem)
    found = counting.found
    click.echo(json_text(_data(found, rules)) if format_ == "json" else _page(found, rules, top), nl=True)
    ctx.exit(messages.exit_code)


def _data(found: Coverage, rules: Ruleset) -> dict[str, Any]:
    from extractor.coverage import words_of

    return {
        "documents": found.documents,
        "facts": found.facts,
        "rules": [
            {
                "id": name,
                "kind": uses.kind,
                "place": uses.place,
                "mentions": uses.mentions,
                "facts": uses.facts,
            }
            for name, uses in found.rules.items()
        ],
        "lexicons": {
            name: {
                "named": words.named,
                "words": {
                    word: {"seen": words.seen[word], "read": words.read[word]}
                    for word in words_of(rules.lexicons[name])
                },
            }
            for name, words in found.lexicons.items()
        },
        "unread": [
            {"shape": shape, "times": one.times, "example": one.example, "doc": one.doc}
            for shape, one in found.shapes()
        ],
    }


def _page(found: Coverage, rules: Ruleset, top: int) -> str:
    used = sorted(
        ((name, uses) for name, uses in found.rules.items() if uses.mentions),
        key=lambda item: -item[1].mentions,
    )
    never = [(name, uses) for name, uses in found.rules.items() if not uses.mentions]
    numbers = ("mentions", "facts", "words", "seen", "read", "times")
    parts = [
        f"{found.documents} documents, {found.facts} facts",
        table(
            ("rule", "kind", "mentions", "facts"),
            [(name, uses.kind, str(uses.mentions), str(uses.facts)) for name, uses in used],
            right=numbers,
        ),
    ]
    if never:
        parts.append(
            table(
                ("rules that read nothing", "kind", "place"),
                [(name, uses.kind, uses.place) for name, uses in never],
            )
        )
    parts.append(
        table(
            ("lexicon", "words", "seen", "read", "never met"),
            [_lexicon(name, words, rules, top) for name, words in found.lexicons.items()],
            right=numbers,
        )
    )
    shapes = found.shapes()
    total = sum(one.times for _, one in shapes)
    parts.append(f"{total} numbers that no rule reads, in {len(shapes)} shapes")
    if shapes and top:
        unread = [(shape, str(one.times), one.example, one.doc) for shape, one in shapes[:top]]
        parts.append(table(("shape", "times", "example", "document"), unread, right=numbers))
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in parts).rstrip("\n")


def _lexicon(name: str, words: Words, rules: Ruleset, top: int) -> tuple[str, ...]:
    from extractor.coverage import words_of

    known = words_of(rules.lexicons[name])
    met = words.read if words.named else words.seen
    never = [word for word in known if not met[word]]
    shown = " ".join(never[:top])
    more = f" and {len(never) - top} more" if len(never) > top else ""
    return (
        name,
        str(len(known)),
        str(sum(1 for word in known if words.seen[word])),
        str(sum(1 for word in known if words.read[word])) if words.named else "",
        f"{shown}{more}",
    )
