"""What the code of a division says by itself: 420000 a province, 421200 a prefecture, 421281 a county."""

from __future__ import annotations

NATION = "100000"
NATION_NAME = "全国"


def depth(code: str) -> int:
    """Give 1 for a province, 2 for a prefecture, 3 for a county.

    >>> [depth(code) for code in ("420000", "421200", "421281")]
    [1, 2, 3]
    """
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def stem(code: str) -> str:
    """Give the digits that the codes of all places in a division begin with.

    >>> [stem(code) for code in ("420000", "421200", "421281")]
    ['42', '4212', '421281']
    """
    return code[: 2 * depth(code)]
