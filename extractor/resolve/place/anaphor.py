"""What 全市, 该县 or 省公安厅 stand for: the division of that level that an article has last spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing

_TYPES: Mapping[str, frozenset[str]] = {
    "province": frozenset(("省", "直辖市", "自治区", "特别行政区")),
    "autonomous region": frozenset(("自治区",)),
    "city": frozenset(("地级市", "直辖市", "县级市")),
    "prefecture": frozenset(("地区",)),
    "autonomous prefecture": frozenset(("自治州",)),
    "league": frozenset(("盟",)),
    "county": frozenset(("县", "自治县", "特区", "林区")),
    "district": frozenset(("市辖区",)),
    "banner": frozenset(("旗", "自治旗")),
}
"""The types of division that an anaphor of each level may stand for."""

_UPWARD = frozenset(
    ("province", "autonomous region", "city", "prefecture", "autonomous prefecture", "league")
)
"""The levels at which an anaphor may stand for what a place lies in, and not only for the place itself."""


class Memory:
    """What an article has last named at each level, while its 全市 and 该县 are worked out.

    Args:
        gazetteer: The divisions.
        mains: What the article is about, for each sentence.

    Attributes:
        antecedents: For each anaphor that goes back to a name, by its offset, the offset of that name.
    """

    def __init__(self, gazetteer: Gazetteer, mains: Sequence[str | None]) -> None:
        self._gazetteer = gazetteer
        self._mains = mains
        self.antecedents: dict[int, int] = {}

    def resolve(self, standings: Sequence[Standing]) -> list[Standing]:
        """Give the standings with what their anaphors stand for; one that stands for nothing is left out."""
        done: list[Standing] = []
        seen: list[Standing] = []
        for standing in standings:
            code = standing.code
            if code is None or not code.startswith("@"):
                done.append(standing)
                if code is not None and code != NATION and standing.role > Role.ASIDE:
                    seen.append(standing)
                continue
            meaning = self._meaning(code.removeprefix("@"), seen, standing)
            if meaning is not None:
                done.append(standing._replace(code=meaning, members=(code,)))
        return done

    def _meaning(self, level: str, seen: Sequence[Standing], anaphor: Standing) -> str | None:
        """Give what a word such as 全市 stands for after the names seen so far."""
        sentence = anaphor.sentence
        main = self._mains[sentence]
        of_main = self._at_level(main, level) if main is not None else None
        for standing in reversed(seen):
            code = standing.code
            found = self._at_level(code, level) if code is not None else None
            if found is not None:
                subject = standing.sentence == sentence and standing.role == Role.SUBJECT and found == code
                if not subject and of_main is not None and self._related(of_main, found):
                    return of_main
                self.antecedents[anaphor.start] = standing.start
                return found
        return of_main

    def _related(self, one: str, other: str) -> bool:
        """Say whether one division lies in the other."""
        return one in self._gazetteer.ancestors(other) or other in self._gazetteer.ancestors(one)

    def _at_level(self, code: str, level: str) -> str | None:
        """Give the division at a level that another one is or lies in."""
        gazetteer = self._gazetteer
        lines = gazetteer.ancestors(code) if level in _UPWARD else [code]
        own = next((at for at in lines if gazetteer.type(at) in _TYPES[level]), None)
        if own is None and level == "district" and gazetteer.province_of(code) is not None:
            return self._at_level(code, "autonomous region")
        return own
