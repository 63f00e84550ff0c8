"""``zhstat rules diff``: what a change of the rules does to a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, date_option, encoding_option, message_options
from extractor.cli.rules.tables import json_text, table

if TYPE_CHECKING:
    from extractor.diff import Change, Difference

SIGNS = {"added": "+", "dropped": "-", "changed": "~"}


@click.command(short_help="What a change of the rules does to a corpus.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--on", "inputs", multiple=True, required=True, metavar="INPUT", help="Documents; may be given again."
)
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page as well."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON.",
)
@date_option
@encoding_option
@message_options
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    *,
    old: str,
    new: str,
    inputs: tuple[str, ...],
    html: Path | None,
    format_: str,
    date: str | None,
    encoding: str,
    messages: Messages,
) -> None:
    """Compare the facts that documents give by OLD rules and by NEW ones.

    \b
    Examples:
      zhstat rules diff builtin my-rules/ --on reports/
      zhstat rules diff HEAD~3 patterns/ --on reports/ --html diff.html
      zhstat rules diff v0.1 HEAD --on reports.jsonl --format json | jq '.changed[:5]'

    OLD and NEW are each: builtin; a folder of rules, which is added to the built-in ones unless it is a
    whole set, one whose words.toml says what a numeral is; or a git revision of the repository you are
    in, of which patterns/ is read. The engine is always that of this version: rules of a revision that
    it cannot read are an error, with what is wrong in them.
    """
    from extractor.cli.inputs import records_of
    from extractor.cli.output import opened
    from extractor.diff import engine_of
    from extractor.diff.facts import differences

    records = records_of(Given(inputs, date=date, encoding=encoding), messages, bar=True)
    found = differences(records, engine_of(old), engine_of(new))
    if html is not None:
        from extractor.diff.page import page

        with opened(html) as out:
            out.write(page(found, old, new).encode())
    if format_ == "json":
        click.echo(json_text(_data(found)))
    else:
        _print(found, old, new)
    ctx.exit(messages.exit_code)


def _print(found: Difference, old: str, new: str) -> None:
    for change in found.changes:
        fact = change.fact
        before, mention, behind = change.quote
        click.echo(f"{SIGNS[change.sort]} {fact.doc}:{fact.start}")
        click.echo(f"    {_one_line(before)}<{_one_line(mention)}>{_one_line(behind)}")
        rows = [
            (f"    {name}", was if change.old else "", is_ if change.new else "")
            for name, was, is_ in change.rows()
            if name != "text" or change.sort == "changed"
        ]
        click.echo(table(("", old, new), rows))
    counts = found.counts()
    click.echo(
        f"{found.documents} documents, {found.old} facts before and {found.new} after: "
        f"{found.same} the same, " + ", ".join(f"{counts[sort]} {sort}" for sort in SIGNS)
    )
    if found.fields():
        click.echo("changed: " + ", ".join(f"{name} {times}" for name, times in found.fields().most_common()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _data(found: Difference) -> dict[str, Any]:
    from extractor.diff.facts import shown

    def values(change: Change) -> dict[str, Any]:
        fact = change.fact
        return {
            "doc": fact.doc,
            "start": fact.start,
            "end": fact.end,
            "text": fact.text,
            "sentence": fact.sentence,
            "fields": {
                name: {
                    side: None if one is None or getattr(one, name) is None else shown(one, name)
                    for side, one in (("old", change.old), ("new", change.new))
                }
                for name, _, _ in change.rows()
            },
        }

    sorts = {sort: [values(one) for one in found.changes if one.sort == sort] for sort in SIGNS}
    return {
        "documents": found.documents,
        "old": found.old,
        "new": found.new,
        "same": found.same,
        "counts": {sort: found.counts()[sort] for sort in SIGNS},
        "changed_fields": dict(found.fields().most_common()),
        **sorts,
    }
