"""``zhstat completion``: what a shell needs to complete the command."""

from __future__ import annotations

import click


@click.command(short_help="Completion for bash, zsh or fish.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, /, *, shell: str) -> None:
    """Print the script by which a shell completes zhstat.

    \b
    Examples:
      zhstat completion bash > ~/.local/share/bash-completion/completions/zhstat
      zhstat completion zsh > ~/.zfunc/_zhstat
      zhstat completion fish > ~/.config/fish/completions/zhstat.fish
    """
    from click.shell_completion import get_completion_class

    shell_class = get_completion_class(shell)
    if shell_class is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(shell_class(ctx.find_root().command, {}, "zhstat", "_ZHSTAT_COMPLETE").source())
