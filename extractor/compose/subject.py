"""Who acts, before the verb that begins a metric, and what else in a phrase a number is not about."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import AGENCY, Line, Span, Token
from extractor.compose.words import Words
from extractor.types import Mention

SIZES = ("规模", "投资", "价值", "产能")
"""Ends of words for how large something is, beside those of figures."""

DESCRIBING = frozenset({"新增", "探明", "新建"})
"""Verbs that belong to the figure behind them."""

TOWARDS = frozenset({"向", "为", "给"})
"""Words before those for whom something is done, who belong to the metric."""

LONGEST_SUBJECT = 16
"""Characters of who acts."""

FIGURE_ENDS = frozenset("额量率数值")
"""Characters that make a verb before them a figure: 完成额."""

BESIDE_NOUNS = frozenset({"a", "b", "k", "m", "q", "x", "c", "eng", "d"})
"""Tags of what may stand beside nouns in who acts."""


def without_subject(line: Line, spans: list[Span], words: Words) -> list[Span]:
    """Drop who acts before the verb that begins the metric: 快递企业｜揽收包裹."""
    if not spans:
        return spans
    tokens = line.between(spans[0][0], spans[-1][1])
    figure = tokens[-1].word.endswith((*words.ending.indicator, *words.ending.extent))
    organ = _verb_of_organ(tokens, words)
    verb = organ if organ and not figure else _verb_of_action(tokens, words, figure=figure)
    return [(tokens[verb].start, spans[-1][1])] if verb else spans


def _verb_of_organ(tokens: Sequence[Token], words: Words) -> int:
    """Find the verb of what an organ does, behind its name: 消防、环卫部门联合｜清运; 0 if there is none."""
    for index, token in enumerate(tokens[:-1]):
        if token.word.endswith(words.ending.organ) or token.word == AGENCY:
            verb = _behind_manner(tokens, index + 1, words)
            acts = tokens[verb].is_verb or tokens[verb].tag == "vn"
            if acts and tokens[verb].word in words.action:
                return verb - (tokens[verb - 1].word == "新")
        elif not _names_organ(token):
            return 0
    return 0


def _behind_manner(tokens: Sequence[Token], start: int, words: Words) -> int:
    """Find where what says how organs act ends: 部门联合｜清运."""
    verb = start
    while verb < len(tokens) - 2 and (
        tokens[verb].tag in ("d", "vd")
        or tokens[verb].word in words.role.jointly
        or tokens[verb].word == "新"
    ):
        verb += 1
    return verb


def _names_organ(token: Token) -> bool:
    """Whether a word can belong to the name of an organ."""
    named = token.is_noun or token.tag in ("vn", "v", "a", "b", "m") or token.word in "、等和"
    return named and token.word != "的"


def _verb_of_action(tokens: Sequence[Token], words: Words, *, figure: bool) -> int:
    """Find the verb that begins a metric, behind nouns for who acts: 果农｜采摘鲜果; 0 if there is none."""
    for index, token in enumerate(tokens[1:-1], 1):
        if token.word == "的":
            return 0
        acts = token.word.removeprefix("已") in words.action and (token.is_verb or token.tag == "vn")
        if tokens[index + 1].word in FIGURE_ENDS or tokens[index + 1].word in words.role.completing:
            continue  # 投资｜完成额, 公路建设｜完成投资
        if acts and _belongs(tokens, index, words):
            return 0
        behind_where = index > 1 and tokens[index - 1].word in (*words.role.localiser, "被")
        named = behind_where or tokens[index - 1].is_noun
        if acts and named and (not figure or token.word in words.role.completing):
            if token.word == "完成" and tokens[index - 1].word.endswith(words.ending.works):
                return 0  # 水利建设｜完成投资, but not 食品产业｜实现产值
            short = token.start - tokens[0].start <= LONGEST_SUBJECT
            subject = _behind_subject(tokens[: index - behind_where])
            told = _names_only(tokens[:subject]) and short and all(each.word != "占" for each in tokens)
            verb = subject if tokens[subject].word in TOWARDS else _with_average(tokens, index, words)
            return verb if told else 0
    return 0


def _behind_subject(tokens: Sequence[Token]) -> int:
    """Find where who acts ends: before where it does so (企业｜在新区) or for whom, or before its verb."""
    ends = {"在", "被", *TOWARDS}
    return next((index for index, token in enumerate(tokens) if index and token.word in ends), len(tokens))


def _with_average(tokens: Sequence[Token], verb: int, words: Words) -> int:
    """Take what spreads what is done over many to its verb: 铁路｜日均开行列车."""
    while verb and words.relative.get(tokens[verb - 1].word) == "average":
        verb -= 1
    return verb


def _names_only(tokens: Sequence[Token]) -> bool:
    return all(token.is_noun or token.tag in BESIDE_NOUNS for token in tokens)


def _belongs(tokens: Sequence[Token], index: int, words: Words) -> bool:
    """Whether a verb belongs to what is before it, which does not act: 排查｜整改隐患, 流感｜确诊病例."""
    verb, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
    if verb.word in words.role.completing:
        return False
    if before.word in words.adverb:
        return False
    if before.tag == "vn" or (before.tag == "j" and before.word in words.nominal):
        return True
    if verb.word in words.attributive and after.word.endswith(words.heads):
        return True
    return verb.word in words.nominal and tokens[-1].word.endswith(words.ending.compound)


def last_named(line: Line, spans: list[Span], words: Words) -> list[Span]:
    """Keep of a list before a measure only the noun that has it: 不设路灯、路面｜宽ⓠ."""
    tokens = line.between(spans[0][0], spans[-1][1])
    joint = max((index for index, token in enumerate(tokens) if token.word == "、"), default=-1)
    named = all(token.is_noun or token.word in words.nominal for token in tokens[joint + 1 :])
    ends = (*words.figures, *words.ending.indicator)
    sized = tokens[-1].word in words.role.size or tokens[-1].word.endswith(ends)
    if joint < 0 or not named or not sized or tokens[0].word in words.action:
        return spans
    acts = any(token.tag in ("p", "v") for token in tokens[:joint])
    return [(tokens[joint + 1].start, spans[-1][1])] if acts else spans


def size_of(line: Line, spans: list[Span], words: Words) -> list[Span]:
    """Keep of a verb with the size of what it does something to the size alone: 签署了｜价值ⓠ的合同."""
    tokens = line.between(spans[0][0], spans[-1][1])
    verbs = [index for index, token in enumerate(tokens[:-1]) if _governs(token, words)]
    rest = tokens[verbs[-1] + 1 :] if verbs else []
    named = rest and all(token.is_noun or token.tag in ("a", "b", "m") for token in rest)
    if not named or not rest[-1].word.endswith((*words.figures, *words.ending.indicator, *SIZES)):
        return spans
    return [(rest[0].start, spans[-1][1])]


def _governs(token: Token, words: Words) -> bool:
    """Whether a verb has a size as its object, and does not describe it: 探明｜地质储量."""
    return token.word == "了" or (token.is_verb and token.word not in DESCRIBING | words.attributive)


def only_where(subject: Sequence[Token], spans: Sequence[Span], mention: Mention, words: Words) -> bool:
    """Whether only a place and 发生 stand before a count, of what was named before: 山区发生ⓠ起."""
    if len(subject) < 2 or subject[-1].word not in words.role.occurring:
        return False
    where = subject[-2]
    return (
        mention.kind == "count"
        and needs_no_noun(mention, words)
        and where.word.endswith(words.ending.site)
        and (not spans or where.start >= spans[0][0])
    )


def needs_no_noun(mention: Mention, words: Words) -> bool:
    """Whether a number may count what only a verb names: 抢修ⓠ次."""
    return mention.unit is None or mention.unit in words.role.nominal_unit
