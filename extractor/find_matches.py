"""Apply the rules to a text: where each matches, and which wins where two find what overlaps.

The text is scanned once for numerals and once for all rules that are searched for; `extractor.rules.scan`
says what is to be tried where. Where two finds overlap, the higher priority wins, then the longer, then
the earlier one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import itemgetter
from time import process_time
from typing import Any, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick

from extractor.errors import Problem, ZhstatError
from extractor.rules.model import SECONDS, Rule, Ruleset, took_too_long
from extractor.rules.scan import Fast, Heads, Scan, Search, Step

MANY = 24
"""Finds that overlap; where they are more, what is taken is kept by the character."""

MOST_PAIRS = 1 << 11
"""Pairs of characters that are remembered."""

Match = Any
"""A match of ``re`` or of ``regex``, which mean the same, or ``None``."""


class Trial(NamedTuple):
    """A rule as it is tried at a place.

    Attributes:
        order: What finds are compared by: the priority, negated.
        rank: Its place among all rules: of two finds that are alike in all else the first wins.
        rule: The rule.
        match: Tries it at an offset; ``None`` where the numeral alone is the find.
        names: For each of its groups the name.
        mention: The number of the group that is the find, where it is not the whole match, else 0.
        lead: The name of the group that takes the numeral, where ``match`` begins behind it.
    """

    order: int
    rank: int
    rule: Rule
    match: Callable[[str, int], Match] | None
    names: tuple[str, ...]
    mention: int = 0
    lead: str = ""


class Find(NamedTuple):
    """A match of a rule. Finds sort by who wins: priority, then the longer, then the earlier."""

    order: int
    length: int
    start: int
    rank: int
    end: int
    trial: Trial
    match: Match
    numeral: str

    def caught(self) -> tuple[object, ...]:
        """Give what its groups caught, of which rule, to be compared with others."""
        return (self.rank, self.numeral, None if self.match is None else self.match.groups())

    def groups(self) -> dict[str, str]:
        """Give what its groups caught, by name."""
        caught = {} if self.match is None else _caught(self.trial.names, self.match)
        if self.trial.lead:
            caught[self.trial.lead] = self.numeral
        return caught


def _caught(names: Sequence[str], match: Match) -> dict[str, str]:
    return {name: text for name, text in zip(names, match.groups(), strict=True) if text is not None}


class _Search(NamedTuple):
    """A rule that is searched for, and the words of which a text must hold one."""

    trial: Trial
    needs: tuple[str, ...]


class _ByPair(dict[str, Any]):
    """For two characters, what is tried where they stand; worked out when they are first seen."""

    def __init__(
        self,
        trials: Iterable[tuple[Callable[[], Any], Heads]],
        hold: Callable[[tuple[Any, ...]], Any] = lambda found: found,
    ) -> None:
        """Take what makes each thing ready that may be tried, with the characters that it can begin with.

        ``hold`` makes of several that are tried at one place what is given for it.
        """
        super().__init__()
        self._trials = tuple(trials)
        self._hold = hold
        self._by_first: dict[str, list[tuple[Any, str | None]]] = {}

    def __missing__(self, pair: str) -> object:
        if len(self) >= MOST_PAIRS:
            self.clear()
        first, second = pair[:1], pair[1:]
        if first not in self._by_first:
            able = [(make(), heads[1]) for make, heads in self._trials if _may_be(first, heads[0])]
            self._by_first[first] = able
        found = self._hold(tuple(one for one, needed in self._by_first[first] if _may_be(second, needed)))
        self[pair] = found
        return found


def _may_be(character: str, needed: str | None) -> bool:
    """Tell whether a character is one of some: the end of a text is none, what lies beyond U+FFFF any."""
    return needed is None or character > "\uffff" or (character != "" and character in needed)


class _ByMarks(dict[frozenset[str], tuple[Trial, ...]]):
    """For the marks that stand near a place, which of some rules can match there."""

    def __init__(self, marked: tuple[tuple[Trial, str | None], ...]) -> None:
        """Take the rules, each with the marks of which it needs one."""
        super().__init__()
        self._marked = marked

    def __missing__(self, near: frozenset[str]) -> tuple[Trial, ...]:
        if len(self) >= MOST_PAIRS:
            self.clear()
        found = tuple(one for one, marks in self._marked if marks is None or not near.isdisjoint(marks))
        self[near] = found
        return found


class _Plan(NamedTuple):
    """A ruleset sorted by how its rules are applied."""

    numerals: Callable[[str], Iterator[Any]]
    loose: frozenset[str] | None
    whole: _ByPair
    follow: _ByPair
    dated: _ByPair
    marks: frozenset[str]
    reach: int
    anywhere: tuple[Callable[[str], Iterator[Any]], ...]
    searches: _ByPair
    apart: tuple[tuple[Callable[[], _Search], frozenset[int], Fast], ...]
    telling: AhoCorasick
    plain_steps: tuple[Trial, ...]
    plain_searches: tuple[tuple[Trial, Rule], ...]
    timed_steps: tuple[tuple[Trial, Rule], ...]


Report = Callable[[Problem], None]


def warn(problem: Problem) -> None:
    """Tell who has no other ear for it that a rule was left out."""
    warnings.warn(str(problem), RuntimeWarning, stacklevel=2)


def winners(text: str, rules: Ruleset, report: Report = warn) -> list[Find]:
    """Give what the rules find in a text, in order, none overlapping another.

    Args:
        text: A normalised text.
        rules: The rules.
        report: Is told which rule takes too long and is left out.

    Raises:
        ZhstatError: A sub-pattern of the user's own that all rules need takes too long.
    """
    return _settled(candidates(text, rules, report))


def candidates(text: str, rules: Ruleset, report: Report = warn) -> list[Find]:
    """Give all that the rules find in a text, also what overlaps, in no order; else as `winners`."""
    plan = _plan(rules)
    finds: list[Find] = []
    try:
        _try_numerals(text, plan, finds)
    except TimeoutError:
        raise ZhstatError(
            Problem(f"the sub-pattern numeral was stopped: it takes over {SECONDS:g} s")
        ) from None
    _search_together(text, plan, finds)
    for trial, rule in plan.plain_searches:
        if not rule.timeout:
            _search_alone(text, trial, rule, finds)
    for trial, rule in (*plan.timed_steps, *plan.plain_searches):
        if rule.timeout:
            try:
                finds += _timed(text, trial, rule, plan)
            except TimeoutError:
                report(took_too_long(rule))
    return finds


def _timed(text: str, trial: Trial, rule: Rule, plan: _Plan) -> list[Find]:
    """Give what a rule finds in a text.

    Raises:
        TimeoutError: That takes longer than a rule may.
    """
    if rule.needs and not any(word in text for word in rule.needs):
        return []
    if rule.at != "numeral":
        matches = rule.pattern.finditer(text, timeout=SECONDS)
        return [_found(trial, match, match.start()) for match in matches]
    found: list[Find] = []
    left = SECONDS
    for place in plan.numerals(text):
        began = process_time()
        match = rule.pattern.match(text, place.start(), timeout=left)
        if match is not None:
            found.append(_found(trial, match, place.start()))
        left -= process_time() - began
        if left <= 0:
            raise TimeoutError
    return found


def _try_numerals(text: str, plan: _Plan, finds: list[Find]) -> None:
    """Try the rules that begin at a numeral wherever one starts."""
    loose, follow, dated = plan.loose, plan.follow, plan.dated
    marks, reach = plan.marks, plan.reach
    for place in plan.numerals(text):
        start, end = place.span()
        if loose is None or text[start] in loose:
            _try(text, start, plan.whole[""], finds)
        else:
            for trial in follow[text[end : end + 2]]:
                if trial.match is None:
                    numeral = text[start:end]
                    find = (trial.order, start - end, start, trial.rank, end, trial, None, numeral)
                    finds.append(_find(Find, find))
                    continue
                match = trial.match(text, end)
                if match is not None:
                    finds.append(_found(trial, match, start, text[start:end]))
            near = marks.intersection(text[start : start + reach])
            _try(text, start, dated[text[start : start + 2]][near], finds)
        if plan.plain_steps:
            _try(text, start, plan.plain_steps, finds)


def _try(text: str, start: int, trials: Sequence[Trial], finds: list[Find]) -> None:
    for trial in trials:
        match = trial.match(text, start) if trial.match is not None else None
        if match is not None:
            finds.append(_found(trial, match, start))


_find = tuple.__new__
"""What makes a `Find`, in half the time that ``Find(…)`` takes."""


def _found(trial: Trial, match: Match, start: int, numeral: str = "") -> Find:
    end = match.end()
    if trial.mention and match.start(trial.mention) >= 0:
        start, end = match.span(trial.mention)
    return _find(Find, (trial.order, start - end, start, trial.rank, end, trial, match, numeral))


def _search_together(text: str, plan: _Plan, finds: list[Find]) -> None:
    """Go through a text once for all rules that are searched for.

    Where a rule matches is decided by the place alone, so that its finds are those of a search of its own:
    from the left, each behind the end of the one before.
    """
    searches = plan.searches
    starts = [place.start() for places_of in plan.anywhere for place in places_of(text)]
    places: dict[int, tuple[_Search, ...]] = {start: searches[text[start : start + 2]] for start in starts}
    told = {number for number, _, _ in plan.telling.find_matches_as_indexes(text, overlapping=True)}
    further = [
        (place.start(), search())
        for search, words, fast in plan.apart
        if not words or not words.isdisjoint(told)
        for place in fast.pattern.finditer(text)
    ]
    for start, search in further:
        places[start] = (*places.get(start, ()), search)
    behind: dict[int, int] = {}
    wanted: dict[int, bool] = {}
    for start in sorted(places):
        for trial, needs in places[start]:
            if start < behind.get(trial.rank, 0):
                continue
            match = trial.match(text, start) if trial.match is not None else None
            if match is None:
                continue
            if trial.rank not in wanted:
                wanted[trial.rank] = not needs or any(word in text for word in needs)
            if wanted[trial.rank]:
                behind[trial.rank] = match.end()
                finds.append(_found(trial, match, start))


def _search_alone(text: str, trial: Trial, rule: Rule, finds: list[Find]) -> None:
    if rule.needs and not any(word in text for word in rule.needs):
        return
    finds.extend(_found(trial, match, match.start()) for match in rule.pattern.finditer(text))


_start = itemgetter(2)


def _settled(finds: list[Find]) -> list[Find]:
    """Keep what wins among the finds that overlap, directly or through others."""
    finds.sort(key=_start)
    kept: list[Find] = []
    at, count = 0, len(finds)
    while at < count:
        end = finds[at].end
        last = at + 1
        while last < count and finds[last].start < end:
            end = max(end, finds[last].end)
            last += 1
        if last == at + 1:
            if finds[at].start < end:
                kept.append(finds[at])
        else:
            kept += _best(finds[at:last])
        at = last
    return kept


def _best(finds: list[Find]) -> list[Find]:
    finds.sort()
    if len(finds) > MANY:
        return _best_of_many(finds)
    kept: list[Find] = []
    for one in finds:
        start, end = one.start, one.end
        if start < end and all(end <= other.start or other.end <= start for other in kept):
            kept.append(one)
    kept.sort(key=_start)
    return kept


def _best_of_many(finds: Sequence[Find]) -> list[Find]:
    kept: list[Find] = []
    taken: set[int] = set()
    for one in finds:
        if one.start < one.end and taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    kept.sort(key=_start)
    return kept


@lru_cache(maxsize=64)
def _plan(rules: Ruleset) -> _Plan:
    scan = rules.scan
    usable = [index for index, rule in enumerate(rules.rules) if rule.gives != "bound"]
    if scan is None:
        scan = Scan(None, None, (), (), (), tuple(usable), {})
    ready = _Ready(rules, usable)
    numerals = (
        scan.numeral.pattern.finditer
        if scan.numeral
        else partial(regex.compile(rules.patterns.get("numeral", "(?!)")).finditer, timeout=SECONDS)
    )
    searches = [(partial(ready.search, one), one) for one in scan.searches]
    telling = sorted({word for one in scan.searches for _, words in one.apart for word in words if word})
    plain = [(index, rules.rules[index]) for index in scan.plain]
    unled = [step for step in scan.steps if not step.rest]
    return _Plan(
        numerals=numerals,
        loose=None if scan.loose is None else frozenset(scan.loose),
        whole=_ByPair([(partial(ready.whole, step), (None, None)) for step in scan.steps]),
        follow=_ByPair([(partial(ready.rest, step), step.heads) for step in scan.steps if step.rest]),
        dated=_ByPair([(partial(ready.marked, step), step.heads) for step in unled], cache(_ByMarks)),
        marks=frozenset("".join(step.marks or "" for step in unled)),
        reach=1 + max((step.within for step in unled), default=0),
        anywhere=tuple(fast.pattern.finditer for fast in scan.anywhere),
        searches=_ByPair([(search, one.heads) for search, one in searches]),
        apart=tuple(
            (search, frozenset(telling.index(word) for word in words if all(words)), fast)
            for search, one in searches
            for fast, words in one.apart
        ),
        telling=AhoCorasick(telling),
        plain_steps=tuple(
            ready.plain(index) for index, rule in plain if rule.at == "numeral" and not rule.timeout
        ),
        timed_steps=tuple(
            (ready.plain(index), rule) for index, rule in plain if rule.at == "numeral" and rule.timeout
        ),
        plain_searches=tuple((ready.plain(index), rule) for index, rule in plain if rule.at != "numeral"),
    )


class _Ready:
    """Makes rules ready to be tried, each when it is first needed: a short text needs few of them."""

    def __init__(self, rules: Ruleset, usable: Sequence[int]) -> None:
        self._rules = rules.rules
        in_order = sorted(usable, key=lambda index: rules.rules[index].at is None)
        self._rank = {index: number for number, index in enumerate(in_order)}

    def whole(self, step: Step | Search) -> Trial:
        """Make a rule ready to be tried as a whole."""
        return self._trial(step.rule, step.whole.pattern.match, step.whole.names)

    def marked(self, step: Step) -> tuple[Trial, str | None]:
        """Make a rule ready to be tried as a whole where its marks are near."""
        return self.whole(step), step.marks

    def rest(self, step: Step) -> Trial:
        """Make a rule ready to be tried behind the numeral that it begins with."""
        if step.rest is None:
            return self.whole(step)
        match = step.rest.pattern.match if step.rest.text not in ("", "(?:)") else None
        return self._trial(step.rule, match, step.rest.names, step.lead)

    def search(self, search: Search) -> _Search:
        """Make a rule ready to be searched for."""
        return _Search(self.whole(search), self._rules[search.rule].needs)

    def plain(self, index: int) -> Trial:
        """Make a rule ready to be applied as it stands."""
        pattern = self._rules[index].pattern
        names = {number: name for name, number in pattern.groupindex.items()}
        return self._trial(
            index, pattern.match, tuple(names.get(number, "") for number in range(1, pattern.groups + 1))
        )

    def _trial(
        self, index: int, match: Callable[[str, int], Any] | None, names: tuple[str, ...], lead: str = ""
    ) -> Trial:
        rule = self._rules[index]
        mention = names.index("mention") + 1 if "mention" in names else 0
        return Trial(-rule.priority, self._rank[index], rule, match, names, mention, lead)
