"""A difference as one HTML file that needs nothing else: no script, and all that reports say escaped."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined

from extractor import __version__

from .facts import Difference


def page(found: Difference, old: str, new: str) -> str:
    """Write the page.

    Args:
        found: The difference.
        old: The name of the old rules.
        new: The name of the new ones.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((files("extractor.diff") / "page.html").read_text("utf-8"))
    documents = [
        (doc, list(changes)) for doc, changes in groupby(found.changes, key=lambda change: change.fact.doc)
    ]
    return template.render(
        found=found,
        counts=found.counts(),
        fields=found.fields().most_common(),
        documents=documents,
        old=old,
        new=new,
        version=__version__,
    )
