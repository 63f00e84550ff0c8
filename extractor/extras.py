"""Libraries that not everybody needs: what says so, and how to have them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import Problem, ZhstatError


@contextmanager
def needing(*libraries: str, extra: str) -> Iterator[None]:
    """Import optional libraries in here, and a missing one is an error that says what to install.

    Args:
        libraries: The names by which they are imported.
        extra: The extra of this package that brings them.

    Raises:
        ZhstatError: One is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in libraries:
            raise
        raise ZhstatError(
            Problem(f"{missing} is not installed", hint=f"install it with pip install 'zhstat[{extra}]'")
        ) from None
