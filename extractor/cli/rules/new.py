"""``zhstat rules new``: a rule begun from a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.options import Patterns, rule_options
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from extractor.authoring.draft import Begun
    from extractor.rules.model import Ruleset

KINDS = (
    "count",
    "money",
    "percent",
    "measure",
    "rank",
    "date",
    "number",
    "ordinal",
    "period",
    "bound",
    "stop",
)
QUALIFIERS = ("about", "over", "at_least", "under", "at_most", "exact")
FILES = {"bound": "bounds", "number": "count", "ordinal": "rank"}
"""The files of kinds that have none of their name."""


@click.command(short_help="A new rule, begun from a sentence.")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--sentence", metavar="TEXT", help="A sentence with the mention in < >. [default: asks for it]")
@click.option("--id", "name", metavar="ID", help="The name of the rule. [default: asks for it]")
@click.option("--doc", metavar="TEXT", help="What the rule finds, and what it leaves to others.")
@click.option(
    "--qualifier",
    type=click.Choice(QUALIFIERS),
    help="Of a bound, what it says of the number. [default: asks for it]",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of rules that it is added to. [default: patterns/, if it is there]",
)
@rule_options
def new(
    *,
    kind: str,
    sentence: str | None,
    name: str | None,
    doc: str | None,
    qualifier: str | None,
    into: Path | None,
    patterns: Patterns,
) -> None:
    """Begin a rule of a KIND from a sentence: a regex, the example, and a counter-example to fill in.

    \b
    Examples:
      zhstat rules new measure --into my-rules/
      zhstat rules new measure --sentence '审批用了<15个工作日>，' --id measure.workday --into my-rules/
      zhstat rules new stop --sentence '开展<一下三民>活动' --id stop.campaign --into my-rules/

    The number in the mention becomes any number, its unit any of the lexicon; all else stays as it is. The
    rule is added to a file of its kind. What is in that file stays, and a name that is taken is refused.
    """
    from extractor.authoring.draft import begun, default_id, marked
    from extractor.cli.inputs import rules_of
    from extractor.paths import patterns_folder

    folder = into or Path("patterns")
    if into is None and not folder.is_dir():
        raise click.UsageError(
            "there is no folder patterns/ here; name one with --into, it is made if need be"
        )
    own = folder.is_dir() and not folder.samefile(patterns_folder()) and folder not in patterns.folders
    tried = patterns._replace(added=(*patterns.added, folder)) if own else patterns
    rules = rules_of(tried, fast=False)
    rule = begun(kind, marked(sentence or click.prompt("A sentence with the mention in < >")), rules)
    if name is None:
        name = default_id(rule) if sentence else click.prompt("The name of the rule", default_id(rule))
    if rule.side and qualifier is None:
        chosen = click.Choice(QUALIFIERS)
        qualifier = click.prompt("What does it say of the number", type=chosen) if not sentence else "about"
    _refuse_taken(name, rules)
    text, found = _written(rule, name, doc, qualifier or "about", tried)
    path, line = _add(folder, FILES.get(kind, kind), kind, text)
    click.echo(f"{path}:{line}\n\n{text}")
    if not found:
        click.echo("The rule does not find what is marked yet; see what it finds with zhstat rules test.")
    click.echo(
        f"Check what the example means, write the counter-example, then:\n"
        f"  zhstat rules test {name}{'' if folder.samefile(patterns_folder()) else f' --patterns {folder}'}"
    )


def _refuse_taken(name: str, rules: Ruleset) -> None:
    import regex

    from extractor.authoring.shown import all_of

    if not regex.fullmatch(r"[\w.-]+", name):
        raise ZhstatError(Problem(f"{name!r} is no name of a rule", hint="use letters, digits, . _ and -"))
    taken = next((rule for rule in all_of(rules) if rule.id == name), None)
    if taken is not None:
        where = f"{taken.file}:{taken.line}"
        raise ZhstatError(Problem(f"{name} is already at {where}", hint="take another name with --id"))


def _written(
    rule: Begun,
    name: str,
    doc: str | None,
    qualifier: str,
    patterns: Patterns,
) -> tuple[str, bool]:
    """Write a rule with what it reads in its sentence, and say whether it reads anything there."""
    from extractor.authoring.draft import meaning_of, priority_over, text_of
    from extractor.cli.inputs import rules_of

    said = doc or f"{rule.marked.mention} and its like. Say here what it finds and what it leaves to others."
    with tempfile.TemporaryDirectory() as trial:
        draft = text_of(rule, name, said, qualifier, {})
        (Path(trial) / "trial.toml").write_text(draft, "utf-8")
        rules = rules_of(patterns._replace(added=(*patterns.added, Path(trial))), fast=False)
    made = next(one for one in rules if one.id == name)
    meaning = meaning_of(rule, made, rules)
    priority = priority_over(rule, name, rules)
    return text_of(rule, name, said, qualifier, meaning or {}, priority), meaning is not None


def _add(folder: Path, stem: str, kind: str, text: str) -> tuple[Path, int]:
    """Add a rule to the file of its kind, and give the line of its head."""
    from extractor.authoring.schema import FIRST_LINE, SCHEMA_FILE, schema_text
    from extractor.cli.output import opened, reported

    path = folder / f"{stem}.toml"
    with reported(path):
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            held = path.read_bytes().decode()
            before = "\n" if held.endswith("\n") else "\n\n"
        else:
            held, before = (
                "",
                f"{FIRST_LINE}\n# Rules of our own that give a {kind}: say here what they are for.\n\n",
            )
    schema = folder / SCHEMA_FILE
    if not schema.exists():
        with opened(schema) as out:
            out.write(schema_text().encode())
    with opened(path) as out:
        out.write((held + before + text).encode())
    return path, (held + before).count("\n") + 1
