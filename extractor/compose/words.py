"""The word lists that the composer asks, read once from the rules' lexicons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from extractor.rules.model import Frame, Ruleset
from extractor.rules.tagger import tagger_of


class Roles(NamedTuple):
    """Words by what they do around a number; the head of ``phrase_word.tsv`` says what each role is."""

    after_time: frozenset[str]
    aged: frozenset[str]
    all: frozenset[str]
    amid: frozenset[str]
    average: frozenset[str]
    because: frozenset[str]
    belonging: frozenset[str]
    cause: frozenset[str]
    companion: frozenset[str]
    completing: frozenset[str]
    copula: frozenset[str]
    done: frozenset[str]
    each: frozenset[str]
    event_unit: frozenset[str]
    extent: frozenset[str]
    feat: frozenset[str]
    first: frozenset[str]
    general: frozenset[str]
    governor: frozenset[str]
    head_unit: frozenset[str]
    holiday: frozenset[str]
    holding: frozenset[str]
    idle: frozenset[str]
    inner: frozenset[str]
    joined: frozenset[str]
    joint: frozenset[str]
    jointly: frozenset[str]
    kept: frozenset[str]
    kind: frozenset[str]
    lasting: frozenset[str]
    length: frozenset[str]
    light: frozenset[str]
    limit: frozenset[str]
    localiser: frozenset[str]
    manner: frozenset[str]
    means: frozenset[str]
    milestone: frozenset[str]
    moving: frozenset[str]
    native: frozenset[str]
    no_topic: frozenset[str]
    nominal_unit: frozenset[str]
    occurring: frozenset[str]
    nothing: frozenset[str]
    onward: frozenset[str]
    opener: frozenset[str]
    person_unit: frozenset[str]
    pivot: frozenset[str]
    pointer: frozenset[str]
    present: frozenset[str]
    reaching: frozenset[str]
    record: frozenset[str]
    reporting: frozenset[str]
    rest: frozenset[str]
    saying: frozenset[str]
    scope: frozenset[str]
    size: frozenset[str]
    staying: frozenset[str]
    surplus: frozenset[str]
    tail: frozenset[str]
    telling: frozenset[str]
    theme: frozenset[str]
    vague: frozenset[str]
    various: frozenset[str]
    vote: frozenset[str]
    whole_verb: frozenset[str]
    within: frozenset[str]


class Endings(NamedTuple):
    """Ends of words by what they say of the word, longest first; see the head of ``phrase_ending.tsv``."""

    balance: tuple[str, ...]
    compound: tuple[str, ...]
    extent: tuple[str, ...]
    figure: tuple[str, ...]
    indicator: tuple[str, ...]
    organ: tuple[str, ...]
    person: tuple[str, ...]
    plan: tuple[str, ...]
    shared: tuple[str, ...]
    site: tuple[str, ...]
    state: tuple[str, ...]
    thing: tuple[str, ...]
    time: tuple[str, ...]
    works: tuple[str, ...]


class Words(NamedTuple):
    """What the composer knows of words; each list is a lexicon of the same name."""

    adverb: frozenset[str]
    sum_adverb: frozenset[str]
    link: frozenset[str]
    change: Mapping[str, str]
    predicate: frozenset[str]
    achieved: tuple[str, ...]
    nominal: frozenset[str]
    subject: frozenset[str]
    compound: Mapping[str, str]
    time_unit: frozenset[str]
    head: frozenset[str]
    heads: tuple[str, ...]
    action: frozenset[str]
    relative: Mapping[str, str]
    attributive: frozenset[str]
    fate: frozenset[str]
    role: Roles
    ending: Endings
    figures: tuple[str, ...]
    tag: Callable[[str], list[tuple[str, str]]]
    frames: Mapping[str, Frame]

    def achieves(self, plain: str, at: int) -> bool:
        """Whether a verb of result stands before an offset, so that 一 behind it counts: 捣毁了｜一个团伙."""
        return plain[max(0, at - 5) : at].removesuffix("了").endswith(self.achieved)


@lru_cache(maxsize=64)
def words_of(rules: Ruleset) -> Words:
    """Collect the composer's words from a ruleset."""

    def listed(name: str) -> frozenset[str]:
        return frozenset(rules.lexicons[name].words) if name in rules.lexicons else frozenset()

    def column(name: str, of: str) -> dict[str, str]:
        return rules.lexicons[name].column(of) if name in rules.lexicons else {}

    def marked(name: str, of: str, cell: str) -> frozenset[str]:
        return frozenset(word for word, found in column(name, of).items() if found == cell)

    words = _by_role(column("phrase_word", "role"))
    endings = _by_role(column("phrase_ending", "role"))
    return Words(
        adverb=listed("adverb"),
        sum_adverb=marked("adverb", "sum", "yes"),
        link=listed("link"),
        change=column("change_verb", "direction"),
        predicate=listed("predicate"),
        achieved=tuple(sorted(listed("achieved"))),
        nominal=listed("nominal"),
        subject=listed("subject"),
        compound=column("compound", "parts"),
        time_unit=marked("unit", "dimension", "time") | {"个月"},
        head=listed("head"),
        heads=tuple(sorted(listed("head"))),
        action=listed("action"),
        relative=column("relative_metric", "direction"),
        attributive=marked("predicate", "attributive", "yes"),
        fate=listed("fate"),
        role=Roles(*(frozenset(words[role]) for role in Roles._fields)),
        ending=Endings(*(_longest(endings[role]) for role in Endings._fields)),
        figures=_longest([*endings["figure"], *endings["shared"], *endings["state"]]),
        tag=tagger_of(rules).tag,
        frames={frame.id: frame for frame in rules.frames},
    )


def _by_role(roles: Mapping[str, str]) -> defaultdict[str, list[str]]:
    """Give the words of each role."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word, cell in roles.items():
        for role in cell.split(" "):
            words[role].append(word)
    return words


def _longest(words: list[str]) -> tuple[str, ...]:
    """Put words in order, the longest first, so that 发电量 is tried before 量."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
