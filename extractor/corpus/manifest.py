"""The manifest of a long run: what it reads, by which rules, and how far it is.

It lies in the folder of the results, is written whole or not at all, and holds all that decides what the
results are: a run goes on only where all of that is as it was.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from extractor import __version__
from extractor.corpus.pieces import Reading, changed
from extractor.corpus.plan import Input, Piece, look
from extractor.errors import Problem, ZhstatError

NAME = "manifest.json"
RESTART = "to begin anew, removing its results, add --restart; or name another --out"


class Done(msgspec.Struct, frozen=True):
    """What came of a shard.

    Attributes:
        records: How many documents were read.
        facts: How many facts were found in them.
        failed: How many documents, or parts of inputs, could not be read.
        bytes: The size of the file of facts.
        sha256: Its digest.
    """

    records: int
    facts: int
    failed: int
    bytes: int
    sha256: str


class State(msgspec.Struct, frozen=True):
    """A shard and how far it is.

    Attributes:
        name: The name of its file.
        pieces: What it is made of.
        done: What came of it; ``None`` as long as it is to be done.
        fault: Why it could not be done when it was last tried.
    """

    name: str
    pieces: tuple[Piece, ...]
    done: Done | None = None
    fault: str | None = None


class Settings(msgspec.Struct, frozen=True):
    """What decides, beside the inputs, what the results are.

    Attributes:
        version: The version of zhstat.
        code: The digest of its code.
        rules: The digest of the rules.
        folders: The folders of rules of one's own.
        builtin: Whether the rules that come with zhstat are used.
        reading: How inputs are read.
        format: ``jsonl`` or ``parquet``.
        shard: Bytes to a shard.
    """

    version: str
    code: str
    rules: str
    folders: tuple[str, ...]
    builtin: bool
    reading: Reading
    format: str
    shard: int


class Manifest(msgspec.Struct, frozen=True):
    """A run: `settings`, `inputs` and `shards` are planned once, then shard after shard is done."""

    settings: Settings
    inputs: tuple[Input, ...]
    shards: tuple[State, ...]


def code_digest() -> str:
    """Digest the code of this package: a version number would miss a change in a checkout."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(f"{path.relative_to(package).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def settings_now(
    folders: tuple[Path, ...], *, builtin: bool, reading: Reading, format_: str, shard: int
) -> Settings:
    """Give the settings of a run that begins now.

    Raises:
        RuleError: Some rules are wrong.
    """
    from extractor.rules.load import load_rules  # noqa: PLC0415  its regexes are slow to compile

    return Settings(
        __version__,
        code_digest(),
        load_rules(*folders, builtin=builtin).digest,
        tuple(map(str, folders)),
        builtin,
        reading,
        format_,
        shard,
    )


def read(folder: Path) -> Manifest | None:
    """Read the manifest of a folder; ``None`` if there is none.

    Raises:
        ZhstatError: It is none of ours.
    """
    path = folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, ValueError) as error:
        raise ZhstatError(Problem(f"is no manifest: {error}", str(path), hint=RESTART)) from None
    except OSError as error:
        raise ZhstatError(Problem(f"cannot be read: {error.strerror}", str(path))) from None


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    path = folder / NAME
    draft = folder / f".{NAME}.{os.getpid()}.part"
    try:
        with draft.open("wb") as out:
            out.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync(folder)


def sync(folder: Path) -> None:
    """Make sure that the names in a folder outlive a loss of power, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checked(manifest: Manifest, settings: Settings, paths: tuple[str, ...], folder: Path) -> Manifest:
    """Make sure that a run can go on, and give it with the inputs as they are now.

    Args:
        manifest: The run as it was left.
        settings: What its settings would be now.
        paths: What its inputs would be now.
        folder: Where it is.

    Raises:
        ZhstatError: What it read, or how, is no longer the same.
    """
    differ = [
        _SAID[name]
        for name in Settings.__struct_fields__
        if getattr(manifest.settings, name) != getattr(settings, name)
    ]
    if differ:
        raise ZhstatError(
            Problem(f"the run here began with {' and with '.join(differ)}", str(folder), hint=RESTART)
        )
    if tuple(one.path for one in manifest.inputs) != paths:
        raise ZhstatError(Problem("the run here began with other inputs", str(folder), hint=RESTART))
    return msgspec.structs.replace(manifest, inputs=tuple(map(_same, manifest.inputs)))


_SAID = {
    "version": "another version of zhstat",
    "code": "other code of zhstat",
    "rules": "other rules, or another version of Python or of regex",
    "folders": "other folders of rules",
    "builtin": "other rules",
    "reading": "another --date, --encoding or column",
    "format": "another --format",
    "shard": "another --shard-size",
}


def _same(described: Input) -> Input:
    """Give an input as it is now, if its bytes are what they were."""
    path = Path(described.path)
    try:
        status = path.stat()
        if (status.st_size, status.st_mtime_ns) == (described.size, described.modified):
            return described
        now = look(path, described.form)
    except OSError as error:
        raise ZhstatError(
            Problem(f"can no longer be read: {error.strerror or error}", described.path)
        ) from None
    if now.sha256 != described.sha256:
        raise ZhstatError(changed(described.path))
    return now
