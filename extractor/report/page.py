"""One HTML file with everything in it: the documents, their facts, and the script that shows them.

The page may fetch nothing and run nothing but its own script: a content security policy allows one
script and one style sheet, each by its hash, and forbids the script to make markup of a string.
What a document says therefore can only ever be text. The policy stands in the page itself, so that
it holds for a file that is opened from a disk.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from extractor import __version__
from extractor.audit import Finding
from extractor.report.view import Document, view


def page(
    documents: Sequence[Document],
    regions: Mapping[str, str],
    title: str | None = None,
    *,
    indicators: Mapping[str, str] | None = None,
    findings: Sequence[Finding] = (),
) -> str:
    """Write the page.

    Args:
        documents: Documents with their facts, in the order in which they are shown.
        regions: The name of each division by its code.
        indicators: The name of the indicator that a fact's metric is, by the fact's id.
        findings: What adds up and what does not, of facts that are shown.
        title: The heading; the page has words of its own where there is none.

    Returns:
        HTML. The same input gives the same page.
    """
    folder = files("extractor.report") / "page"
    script = '(() => {\n"use strict";\n' + "\n".join(_parts(folder / "js", ".js")) + "})();\n"
    style = "\n".join(_parts(folder / "css", ".css"))
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    shell = environment.from_string((folder / "page.html").read_text("utf-8"))
    return shell.render(
        title=title,
        version=__version__,
        policy=_policy(script, style),
        # Both are ours, and a test holds that neither ends its own element; the data is escaped.
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        data=Markup(view(documents, regions, indicators or {}, findings).decode()),  # noqa: S704
    )


def _parts(folder: Traversable, suffix: str) -> list[str]:
    """Read the files of a folder in the order of their names, which begin with a number."""
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(suffix)), key=lambda path: path.name
    )
    return [path.read_text("utf-8") for path in paths]


def _policy(script: str, style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",  # the icon
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
