"""Where the files that come with the package are, and those of its user.

The rules and lexicons lie outside the package, so that people edit them; a wheel ships them
inside it. A checkout has them one folder up.
"""

from __future__ import annotations

import os
from pathlib import Path


def patterns_folder() -> Path:
    """Give the folder of the built-in rules and lexicons.

    Raises:
        FileNotFoundError: The installation is not complete: it holds no ``patterns`` folder.
    """
    package = Path(__file__).parent
    for folder in (package / "patterns", package.parent / "patterns"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no patterns folder in {package} or beside it; install the package again")


def own_folder(variable: str, in_home: str) -> Path | None:
    """Give the folder in which a user keeps files of a sort.

    Args:
        variable: The environment variable that names it, where it is an absolute path.
        in_home: Its name in the user's home otherwise.

    Returns:
        The folder, which need not be there; ``None`` if the user has no home, or one that is not there.
    """
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named
    # Where HOME is empty, Python takes the root folder for it.
    if os.environ.get("HOME") == "":
        return None
    try:
        home = Path.home()
    except RuntimeError:  # no variable, and no account
        return None
    if not home.is_absolute() or not os.path.isdir(home):  # noqa: PTH112  False too where it may not be looked at
        return None
    return home / in_home
