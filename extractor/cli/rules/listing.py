"""``zhstat rules list`` and ``show``: what rules there are, and what one is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.cli.options import Patterns, rule_options
from extractor.cli.rules.tables import json_text, table
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from extractor.authoring.shown import Shown

MOST_CHARACTERS = 70
"""How many characters of a sub-pattern are shown to people."""

format_option = click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or JSON.",
)


@click.command("list", short_help="All rules, or those of a kind or file.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only rules that give this; or frame.")
@click.option(
    "--file", "names", multiple=True, metavar="FILE", help="Only rules of this file: date, date.toml."
)
@format_option
@rule_options
def list_(
    *,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    format_: str,
    patterns: Patterns,
) -> None:
    """List the rules and frames: what each gives, its priority, where it stands, what it is for.

    \b
    Examples:
      zhstat rules list
      zhstat rules list --kind stop --kind bound
      zhstat rules list --file date --format json
      zhstat rules list --patterns my-rules/
    """
    from extractor.authoring.shown import FRAME, is_file, listed
    from extractor.cli.inputs import rules_of
    from extractor.rules.expand import did_you_mean
    from extractor.rules.model import KINDS

    for kind in kinds:
        if kind not in (*KINDS, FRAME):
            hint = did_you_mean(kind, (*KINDS, FRAME)) or f"kinds are {', '.join((*KINDS, FRAME))}"
            raise click.BadParameter(f"no rule gives {kind!r}; {hint}", param_hint="--kind")
    lines = listed(rules_of(patterns, fast=False))
    for name in names:
        if not any(is_file(line.file, name) for line in lines):
            files = {line.file.rsplit("/", 1)[1] for line in lines}
            hint = did_you_mean(name, files) or f"files are {', '.join(sorted(files))}"
            raise click.BadParameter(f"no rule stands in {name!r}; {hint}", param_hint="--file")
    wanted = [
        line
        for line in lines
        if (not kinds or line.kind in kinds)
        and (not names or any(is_file(line.file, name) for name in names))
    ]
    if format_ == "json":
        click.echo(json_text([line._asdict() for line in wanted]))
        return
    rows = [
        (
            line.id,
            line.kind,
            "" if line.priority is None else str(line.priority),
            f"{line.file}:{line.line}",
            line.doc,
        )
        for line in wanted
    ]
    click.echo(
        table(("id", "kind", "priority", "place", "what it finds"), rows, right=("priority",)), nl=False
    )


@click.command(short_help="One rule, and what its regex is made of.")
@click.argument("id_", metavar="ID")
@click.option("--expanded", is_flag=True, help="Show the expanded regex, piece by piece.")
@format_option
@rule_options
def show(*, id_: str, expanded: bool, format_: str, patterns: Patterns) -> None:
    """Show a rule or frame: what it is for, its regex piece by piece, its groups and examples.

    \b
    Examples:
      zhstat rules show money.amount
      zhstat rules show --expanded number.bare
      zhstat rules show change.moved --format json | jq -r .regex

    Names in the regex are shown with what they stand for and where that is defined. --expanded
    gives the regex that the engine runs, each piece beside the place where it was typed.
    """
    from extractor.authoring.shown import listed, shown
    from extractor.cli.inputs import files_of, rules_of
    from extractor.rules.expand import did_you_mean

    rules = rules_of(patterns, fast=False)
    found = shown(id_, rules, files_of(patterns))
    if found is None:
        hint = did_you_mean(id_, (line.id for line in listed(rules))) or "zhstat rules list shows them all"
        raise ZhstatError(Problem(f"no rule is called {id_}", hint=hint))
    click.echo(json_text(_data(found)) if format_ == "json" else _page(found, expanded=expanded))


def _data(found: Shown) -> dict[str, object]:
    from extractor.authoring.shown import examples_of

    rule = found.rule
    return {
        "id": rule.id,
        "kind": found.kind,
        "priority": rule.priority,
        "file": rule.file,
        "line": rule.line,
        "doc": rule.doc,
        **{key: getattr(rule, key) for key in ("at", "side") if getattr(rule, key, None)},
        "needs": rule.needs,
        "set": rule.constants,
        "typed": rule.regex,
        "regex": rule.compiled.text,
        "groups": found.groups,
        "names": [named._asdict() for named in found.names],
        "pieces": [piece._asdict() for piece in found.pieces],
        "examples": [
            {"sort": sort, "text": example.text, "marks": example.marks, "line": example.line, "says": says}
            for sort, example, says in examples_of(rule)
        ],
    }


def _page(found: Shown, *, expanded: bool) -> str:
    from extractor.authoring.shown import examples_of

    rule = found.rule
    facts = {
        "gives": found.kind,
        "priority": str(rule.priority),
        "tried at": getattr(rule, "at", None),
        "side": getattr(rule, "side", None),
        "needs": " ".join(rule.needs),
        "sets": "，".join(f"{key} = {value}" for key, value in rule.constants.items()),
        "groups": " ".join(found.groups),
    }
    examples = [
        (sort, _marked(example.text, example.marks), says, f"{rule.file}:{example.line}")
        for sort, example, says in examples_of(rule)
    ]
    return "\n".join(
        [
            f"{rule.id}  {rule.file}:{rule.line}",
            "",
            rule.doc,
            "",
            *(f"{name:<9} {text}" for name, text in facts.items() if text),
            "",
            "The regex as it was typed:",
            "",
            f"    {rule.regex}",
            "",
            *(_expanded(found) if expanded else _names(found)),
            "Its examples:",
            "",
            table(("", "text", "what it says", "place"), examples).rstrip("\n"),
        ]
    )


def _names(found: Shown) -> list[str]:
    """Give the names that a regex uses, those of a name under it."""
    if not found.names:
        return []
    rows = [
        (
            "  " * len(named.inside) + f"  {{{named.inside[-1]}}}",
            f"{named.file}:{named.line}",
            _cut(named.typed),
        )
        for named in found.names
    ]
    return ["The names in it:", "", table(("", "", ""), rows).strip("\n"), ""]


def _expanded(found: Shown) -> list[str]:
    rows = [("    " + f"{piece.file}:{piece.line}:{piece.column}", piece.text) for piece in found.pieces]
    return [
        "Expanded, each piece behind the place where it was typed:",
        "",
        table(("", ""), rows).strip("\n"),
        "",
    ]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """Write an example with its marks, as it was typed."""
    for start, end in reversed(marks):
        text = f"{text[:start]}<{text[start:end]}>{text[end:]}"
    return text
