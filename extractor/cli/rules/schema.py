"""``zhstat rules schema``: the JSON Schema of rule files."""

from __future__ import annotations

import click


@click.command(short_help="The JSON Schema of rule files, for editors.")
def schema() -> None:
    """Print the JSON Schema of a rule file, by which an editor completes and checks what is typed.

    \b
    Examples:
      zhstat rules schema > my-rules/rules.schema.json

    An editor with TOML support (Even Better TOML, taplo) uses it where a file's first line is
    #:schema ./rules.schema.json
    """
    from extractor.authoring.schema import schema_text

    click.echo(schema_text(), nl=False)
