"""What part a name plays in its sentence: does it act, or is it only asked, quoted or named.

据海关统计 and 市公安局介绍 give the source of a number; 向警方求助 and 移送检察院 give the other
side. Neither makes the number theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractor.rules.model import Ruleset
from extractor.types import AgencyName

ACTS = "acts"
SOURCE = "source"
OTHER = "other"

_IN_CLAUSE = r"[^，,。；;！!？?\n]"
_WORD = r"[^，,。；;：:！!？?、\n]"
_CLAUSE = r"(?:^|(?<=[，,。；;：:！!？?\n]))"
_FURTHEST = 36
"""How far behind a name its verb is looked for."""
_AMONG = regex.compile("(?:居|列|位于|排名?|占|[高低]于|高出|超过|在)$")
_RANKED = regex.compile(
    f"{_WORD}{{0,8}}?(?:第[0-9一二三四五六七八九十]|首位|前列|前[0-9一二三四五六七八九十]|平均|之首|榜首)"
)
"""Between these a name is what something is ranked among: 居全市基层法院第二."""
_SURNAMES = "[李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗]"


class Turn(NamedTuple):
    """Where in a sentence somebody else begins to act.

    Attributes:
        at: Offset behind the word for who it is.
        type: The system whose people they are, empty for a stranger.
        start: Offset of the first word of the clause.
    """

    at: int
    type: str
    start: int


def _guarded(word: str, barred: str) -> str:
    """Give the pattern of a word that must not follow, or be followed by, something."""
    before, _, behind = barred.rpartition("<")
    looked = f"(?<!{before})" if before else ""
    return looked + str(regex.escape(word)) + (f"(?!{behind})" if behind else "")


class AgencyRoles:
    """Tells what part names play; made once.

    Args:
        rules: The rules; of their lexicons ``agency_role`` and ``agency_people`` are read.
    """

    def __init__(self, rules: Ruleset) -> None:
        rows = rules.rows("agency_role")
        words = {
            role: "|".join(
                _guarded(word, barred)
                for word, roles, barred in sorted(rows, key=lambda row: -len(row[0]))
                if role in roles.split(",")
            )
            for role in ("says", "asked", "under", "done", "stranger", "doing", "served")
        }
        self._says = regex.compile(f"{_IN_CLAUSE}{{0,18}}?(?:{words['says']})")
        self._asked = regex.compile(rf"(?:{words['asked']})$|[受经被向]\p{{Han}}{{2,10}}、$")
        self._under = regex.compile(
            f"{_IN_CLAUSE}{{0,14}}(?:{words['under']})下|{_IN_CLAUSE}{{0,6}}(?:{words['done']})的"
        )
        self._effort = regex.compile(f"{_IN_CLAUSE}{{0,5}}努力下")
        self._served = regex.compile(f"(?:{words['served']})(?:公安|值班|执勤)?$")
        self._stranger = regex.compile(
            f"{_CLAUSE}(?:[0-9]+[年月日])*(?:(?!{words['doing']}|[0-9]){_WORD}){{0,18}}?(?:{words['stranger']}|{_SURNAMES}[某×]+)"
            "(?=[^，,。；;：:！!？?、”》\n的率数])"
        )
        people = rules.rows("agency_people")
        self._types: dict[str, str] = {row[0]: row[1] for row in people}
        self._people = regex.compile(
            "|".join(sorted(self._types, key=lambda word: (-len(word), word))) or "(?!)"
        )

    def role(self, plain: str, name: AgencyName, start: int) -> str:
        """Tell the part that ``name`` plays in its sentence: `ACTS`, `SOURCE` or `OTHER`.

        Args:
            plain: The text.
            name: A name in it.
            start: Where its sentence starts.
        """
        if plain.rfind("《", start, name.start) > plain.rfind("》", start, name.start):
            return OTHER
        after = plain[name.end : name.end + _FURTHEST]
        if self._effort.match(after):
            return ACTS
        if self._under.match(after):
            return OTHER
        if self._says.match(after):
            return SOURCE
        before = plain[max(start, name.start - 14) : name.start]
        if _AMONG.search(before) and _RANKED.match(after):
            return OTHER
        return OTHER if self._asked.search(before) else ACTS

    def turns(self, plain: str, start: int, end: int) -> list[Turn]:
        """Give where, in a stretch of a sentence, strangers or an organisation's people begin to act."""
        found = [Turn(one.end(), "", one.start()) for one in self._stranger.finditer(plain, start, end)]
        found += [
            Turn(one.end(), self._types[one.group()], one.start())
            for one in self._people.finditer(plain, start, end)
            if not self._served.search(plain, max(start, one.start() - 4), one.start())
        ]
        return sorted(found)

    def people(self, plain: str, start: int, end: int) -> Iterator[str]:
        """Give the systems whose people are named between two offsets, once for every time."""
        for found in self._people.finditer(plain, start, end):
            yield self._types[found.group()]
