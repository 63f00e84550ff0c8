"""Where the files that come with the package are.

The rules and lexicons lie outside the package, so that people edit them; a wheel ships them
inside it. A checkout has them one folder up.
"""

from __future__ import annotations

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
