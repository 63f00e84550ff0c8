"""``zhstat run``: shards of documents to shards of facts, going on where it stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Bar, Messages
from extractor.cli.options import (
    Patterns,
    date_option,
    encoding_option,
    jobs_option,
    max_document_option,
    message_options,
    rule_options,
)
from extractor.cli.process import EndedError

if TYPE_CHECKING:
    from extractor.corpus.manifest import Manifest
    from extractor.corpus.run import Engine

MEGABYTE = 1_000_000


@click.command(short_help="A long run, which goes on where it stopped.")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder of the results; made if it is not there.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["jsonl", "parquet"]),
    default="jsonl",
    show_default=True,
    help="How facts are written.",
)
@click.option(
    "--shard-size",
    type=click.FloatRange(min=0, min_open=True),
    default=8.0,
    show_default=True,
    metavar="MB",
    help="Megabytes of input to a file of facts.",
)
@date_option
@encoding_option
@max_document_option
@click.option("--text-column", default="text", show_default=True, help="In Parquet, the column of the text.")
@click.option("--id-column", default="id", show_default=True, help="In Parquet, that of the document's name.")
@click.option("--date-column", default="date", show_default=True, help="In Parquet, that of its date.")
@click.option("--status", is_flag=True, help="Say how far the run in DIR is, and do nothing.")
@click.option("--restart", is_flag=True, help="Remove the results in DIR and begin anew.")
@rule_options
@jobs_option
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Work on this machine, or on the machines of a Ray cluster (pip install 'zhstat[ray]').",
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    help="The Ray cluster; else that of RAY_ADDRESS, or one is started on this machine.",
)
@message_options
@click.pass_context
def run(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    out: Path,
    format_: str,
    shard_size: float,
    date: str | None,
    encoding: str,
    text_column: str,
    id_column: str,
    date_column: str,
    largest: int,
    status: bool,
    restart: bool,
    patterns: Patterns,
    jobs: int | None,
    engine: str,
    address: str | None,
    messages: Messages,
) -> None:
    """Extract the facts of many documents into a folder, and go on where it stopped if it is run again.

    \b
    Examples:
      zhstat run crawl/ --out facts/
      zhstat run crawl/ --out facts/                     the same again goes on where it stopped
      zhstat run crawl/ --out facts/ --status
      zhstat run pages.parquet --text-column body --format parquet --out facts/
      zhstat run crawl/ --out facts/ --engine ray --address 10.0.0.1:6379

    An INPUT is a file of records (.jsonl, .jsonl.gz, .parquet), a text, or a folder of them. It is read
    in shards, and each gives one file in DIR, which appears when it is whole; manifest.json says what was
    read, by which rules, and how far the run is. What fails in a shard is named on standard error and in
    a file beside it.
    """
    if status:
        click.echo(_status(out), nl=False)
        return
    if not inputs:
        raise click.UsageError("name an INPUT")
    if address and engine != "ray":
        raise click.UsageError("--address goes with --engine ray")
    from extractor.cli.inputs import task_of
    from extractor.corpus import run as running
    from extractor.corpus.manifest import settings_now
    from extractor.corpus.pieces import Reading
    from extractor.corpus.task import FACTS
    from extractor.extras import needing

    if format_ == "parquet":
        with needing("pyarrow", extra="parquet"):
            import pyarrow.parquet  # noqa: F401
    task = task_of(patterns, FACTS)
    settings = settings_now(
        task.folders,
        builtin=task.builtin,
        reading=Reading(encoding, date, text_column, id_column, date_column, largest),
        format_=format_,
        shard=max(1, int(shard_size * MEGABYTE)),
    )
    with running.opened(out, inputs, settings, restart=restart) as held, _told_that_it_goes_on(out, messages):
        left = sum(piece.size for _, shard in held.todo for piece in shard.pieces)
        with Bar(left, wanted=not messages.quiet and sys.stderr.isatty()) as bar:
            held.go(_engine(engine, address, jobs), report=messages.problem, done=bar.advance)
        messages.note(_summary(held.manifest))
        if any(state.fault or (state.done and state.done.failed) for state in held.manifest.shards):
            ctx.exit(messages.exit_code or 1)
    ctx.exit(messages.exit_code)


@contextmanager
def _told_that_it_goes_on(out: Path, messages: Messages) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, EndedError):
        messages.notice(f"{out}: what is done is kept: the same command goes on where this one stopped")
        raise


def _engine(name: str, address: str | None, jobs: int | None) -> Engine:
    if name == "ray":
        from extractor.extras import needing

        with needing("ray", extra="ray"):
            from extractor.corpus.cluster import on_ray

            return on_ray(address, jobs)
    from extractor.corpus.cores import cores
    from extractor.corpus.run import local

    return local(jobs or cores())


def _status(out: Path) -> str:
    from extractor.corpus.manifest import read
    from extractor.errors import Problem, ZhstatError

    manifest = read(out)
    if manifest is None:
        raise ZhstatError(Problem("no run has begun here", str(out)))
    return _summary(manifest) + "\n"


def _summary(manifest: Manifest) -> str:
    """Say in a few lines how far a run is."""
    done = [state.done for state in manifest.shards if state.done]
    lines = [
        f"{len(done)} of {len(manifest.shards)} shards are done",
        "{} documents, {} facts, {} failed".format(
            *(sum(getattr(one, name) for one in done) for name in ("records", "facts", "failed"))
        ),
        f"{len(manifest.inputs)} inputs, {sum(one.size for one in manifest.inputs)} bytes",
    ]
    lines += [f"{state.name}: {state.fault}" for state in manifest.shards if state.fault]
    return "\n".join(lines)
