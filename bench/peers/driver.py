"""What the drivers of peers share: records in, a line of JSON for everything that the peer finds out.

A driver runs in the environment of its peer, so it uses nothing but the standard library and the peer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

Found = tuple[str, str, Any]
"""What kind of thing it is, its words, and what the peer says of it."""


def drive(recognise: Callable[[str], Iterable[Found]]) -> None:
    """Have a peer read the records of the file that the command line names."""
    with open(sys.argv[1], encoding="utf-8") as lines:  # noqa: PTH123  as short a start as can be
        for line in lines:
            record = json.loads(line)
            for kind, text, value in recognise(record["text"]):
                found = {"doc": record["id"], "kind": kind, "text": text, "value": value}
                sys.stdout.write(json.dumps(found, ensure_ascii=False, default=str) + "\n")
