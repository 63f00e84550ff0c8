"""cpca: provinces, cities and counties in a text, with their division codes."""

from __future__ import annotations

from collections.abc import Iterator

import cpca
from driver import Found, drive


def recognise(text: str) -> Iterator[Found]:
    """Give the places."""
    try:
        found = cpca.transform_text_with_addrs(text, pos_sensitive=True)
    except KeyError:  # it fails on a text without a place
        return
    for province, city, county, code in zip(
        found["省"], found["市"], found["区"], found["adcode"], strict=True
    ):
        yield "place", "".join(name for name in (province, city, county) if isinstance(name, str)), code


drive(recognise)
