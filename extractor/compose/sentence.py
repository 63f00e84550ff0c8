"""The drafts of one sentence, number by number, left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.compose import phrase
from extractor.compose.frames import Change, basis_in, change_before, direction_of, steps
from extractor.compose.line import BREAKS, PLACE, QUANTITY, Line, Token
from extractor.compose.lists import items_of, suffixed
from extractor.compose.words import Words
from extractor.types import Draft, Mention

SEPARATORS = frozenset({"", "、", "和", "与", "及", "以及", "或", "，", ","})
LEVEL_KINDS = frozenset({"count", "money", "percent", "measure"})


@dataclass
class _State:
    """What has been said so far in the sentence; lives only while it is composed."""

    drafts: list[Draft] = field(default_factory=list)
    basis: str | None = None
    read_to: int = 0


def compose_sentence(
    plain: str, line: Line, index: int, mentions: Sequence[Mention], earlier: Sequence[Draft], words: Words
) -> list[Draft]:
    """Compose the drafts of a sentence.

    Args:
        plain: The normalised text.
        line: The folded sentence.
        index: Its index in the article.
        mentions: Its mentions.
        earlier: The drafts of the sentences before.
        words: The word lists.

    Returns:
        Drafts in order of their numbers.
    """
    state = _State()
    work = _Work(plain, line, index, earlier, words)
    groups = _groups(line)
    at = 0
    while at < len(groups):
        group = groups[at]
        following = groups[at + 1] if at + 1 < len(groups) else None
        if following and len(group) == 1 and work.step(state, group[0], following[0]):
            at += 1
            if len(following) > 1:
                work.group(state, following[1:])
            at += 1
            continue
        work.group(state, group)
        at += 1
    dates = [
        Draft(mention, index, (mention.start, mention.end)) for mention in mentions if mention.kind == "date"
    ]
    return sorted(state.drafts + dates, key=lambda draft: draft.mention.start)


def _groups(line: Line) -> list[list[int]]:
    """Put numbers together that stand side by side, or with no more than 、 or 和 between them."""
    groups: list[list[int]] = []
    for position in line.quantities:
        if groups:
            between = line.text[groups[-1][-1] + 1 : position]
            if between in SEPARATORS and (between not in "，," or not between or _alike(line, groups[-1][-1], position)):
                groups[-1].append(position)
                continue
        groups.append([position])
    return groups


def _alike(line: Line, first: int, second: int) -> bool:
    one, other = line.mention(first), line.mention(second)
    return one.kind == other.kind and one.unit == other.unit and line.text[second + 1 : second + 2] in ("", "。", "；", "，")


@dataclass(frozen=True, slots=True)
class _Work:
    """One sentence to be composed, with what is needed for it."""

    plain: str
    line: Line
    index: int
    earlier: Sequence[Draft]
    words: Words

    # ---- where the words around a number begin and end

    def left_edge(self, position: int) -> int:
        """Give where the words before a number begin: its clause, or the number before."""
        start = position
        while start and self.line.text[start - 1] not in BREAKS and self.line.text[start - 1] != QUANTITY:
            start -= 1
        return start

    def right_edge(self, position: int) -> int:
        """Give where the words behind a number end: its clause, or the next number."""
        end = position + 1
        text = self.line.text
        while end < len(text) and text[end] not in BREAKS and text[end] != QUANTITY:
            end += 1
        return end

    def draft(self, position: int, spans: Sequence[phrase.Span], change: Change | None = None, metric: str | None = None, basis: str | None = None) -> Draft:
        """Make the draft of the number at a position."""
        line = self.line
        text = metric if metric is not None else line.source(self.plain, spans) or None
        clause = line.clause(position)
        subject = (line.origins[spans[0][0]], line.origins[spans[-1][1]]) if spans and metric is None else None
        return Draft(
            line.mention(position),
            self.index,
            (line.origins[clause[0]], line.origins[clause[1]]),
            text,
            change.direction if change else None,
            change.basis or basis if change else None,
            change.role if change else None,
            None,
            subject,
        )

    # ---- 由ⓠ提升至ⓠ

    def step(self, state: _State, first: int, second: int) -> bool:
        """Compose two numbers that are the ends of a step, if they are."""
        start = self.left_edge(first)
        found = steps(self.line, first, second, start, self.words)
        if found is None:
            return False
        begin, direction = found
        one, other = self.line.mention(first), self.line.mention(second)
        if one.unit != other.unit and one.kind != other.kind and one.kind != "number":
            return False
        direction = direction or direction_of(one, other)
        spans = phrase.before(self.line.between(start, begin), self.words)
        metric = None if spans else self.inherited(state, 1)[0]
        for position, role in ((first, "from"), (second, "to")):
            mention = self.line.mention(position)
            draft = self.draft(position, spans, Change(begin, direction, None, role), metric)
            if mention.kind == "number":
                lent = other if position == first else one
                draft = replace(draft, mention=replace(mention, kind=lent.kind if lent.kind in LEVEL_KINDS else "count", unit=lent.unit))
            state.drafts.append(draft)
        return True

    # ---- one number, or several side by side

    def group(self, state: _State, group: list[int]) -> None:
        """Compose numbers that stand side by side."""
        line, words = self.line, self.words
        first, last = group[0], group[-1]
        start = self.left_edge(first)
        said = basis_in(line, self.plain, state.read_to, first, words)
        state.basis = said or state.basis
        state.read_to = first
        change = change_before(line, self.plain, start, first, words)
        behind = line.between(last + 1, self.right_edge(last))
        subject = line.between(start, change.start if change else first)
        ahead = self.noun_ahead(group, subject, behind, change)
        if ahead is not None:
            for position in group:
                state.drafts += self.kept(position, ahead, change, state)
            return
        if len(group) > 1 and line.text[group[0] + 1 : group[1]] and self.shared(state, group, subject, change):
            return
        spans = phrase.before(subject, words)
        metrics = self.metrics_of(spans, group)
        if not spans:
            inherited = self.inherited(state, len(group))
            for offset, position in enumerate(group):
                metric = inherited[min(offset, len(inherited) - 1)]
                state.drafts += self.kept(position, [], change, state, metric)
            return
        for position in group:
            for metric in metrics:
                state.drafts += self.kept(position, spans, change, state, metric)

    def metrics_of(self, spans: Sequence[phrase.Span], group: Sequence[int]) -> list[str | None]:
        """Give the metrics of one number: several where a list of rates shares it with 均 or 都."""
        line = self.line
        if len(group) != 1 or not spans:
            return [None]
        between = line.text[spans[-1][1] : group[0]]
        if not any(word in between for word in ("均", "都", "皆")):
            return [None]
        items = items_of(line, spans, self.words)
        if len(items) < 2:
            return [None]
        return list(suffixed([line.source(self.plain, [item]) for item in items]))

    def shared(self, state: _State, group: Sequence[int], subject: Sequence[Token], change: Change | None) -> bool:
        """Give each number of a list its own item: A、B分别为ⓠ、ⓠ. False where they do not pair off."""
        line, words = self.line, self.words
        spans = phrase.before(subject, words)
        if not spans:
            return False
        items = items_of(line, spans, words)
        texts = [line.source(self.plain, [item]) for item in items]
        if len(items) == 1:
            texts = _compound(texts[0], words)
        if len(texts) != len(group):
            return False
        for position, metric in zip(group, suffixed(texts), strict=True):
            state.drafts += self.kept(position, spans, change, state, metric)
        return True

    # ---- what stands where

    def noun_ahead(self, group: Sequence[int], subject: Sequence[Token], behind: Sequence[Token], change: Change | None) -> list[phrase.Span] | None:
        """Give the metric whose noun stands behind the number, with the verb before it; ``None`` if it is before."""
        words = self.words
        mention = self.line.mention(group[-1])
        if not behind or mention.kind in ("rank",) or (change is not None and mention.kind == "percent"):
            return None
        before = phrase.ends_with(subject, words)
        first = behind[0]
        starts_noun = self._opens_noun(first, behind)
        if mention.kind in ("measure", "percent", "money") and before == "noun":
            return None
        if starts_noun:
            noun = phrase.noun_behind(behind, mention.unit, words)
            if noun:
                verb = phrase.verb_before(subject, words) if mention.kind != "percent" else []
                return verb + noun
        if first.word in BREAKS or not first.word.strip() or first.word in "、”’" or before == "noun":
            return None
        if mention.unit in phrase.NOMINAL_UNITS and mention.kind == "count" or mention.kind == "measure" and before == "nothing":
            done = phrase.predicate_behind(behind, words)
            if done:
                verb = phrase.verb_before(subject, words)
                return verb + done
        if mention.kind in ("count", "percent"):
            noun = phrase.noun_behind(behind, mention.unit, words)
            if noun:
                return (phrase.verb_before(subject, words) if mention.kind == "count" else []) + noun
        return None

    def _opens_noun(self, first: Token, behind: Sequence[Token]) -> bool:
        if first.word == "的":
            return len(behind) > 1
        if first.word in "“‘《" or first.word in self.words.nominal or first.word == PLACE:
            return True
        if first.word in self.words.predicate or first.word in self.words.adverb:
            return False
        return first.is_noun or first.tag in ("a", "b", "ng", "f", "z", "h", "nr", "mq")

    def inherited(self, state: _State, count: int) -> list[str | None]:
        """Give the metrics of the last levels stated, for numbers that name none: ，同比分别增长ⓠ、ⓠ."""
        levels = [draft for draft in state.drafts if draft.direction is None and draft.mention.kind in LEVEL_KINDS | {"number"}]
        if count > 1 and len(levels) >= count:
            return [draft.metric for draft in levels[-count:]]
        if state.drafts:
            return [state.drafts[-1].metric]
        for draft in reversed(self.earlier):
            if self.index - draft.sentence > 1:
                break
            if draft.metric is not None:
                return [draft.metric]
        return [None]

    # ---- what is a fact after all

    def kept(self, position: int, spans: Sequence[phrase.Span], change: Change | None, state: _State, metric: str | None = None) -> list[Draft]:
        """Make the draft of a number, or none where it is no fact."""
        mention = self.line.mention(position)
        draft = self.draft(position, spans, change, metric, state.basis)
        if mention.kind == "number":
            if not self._counts(position, mention, draft):
                return []
            return [replace(draft, mention=replace(mention, kind="count"))]
        if mention.parts.get("article") and not self._achieved(position):
            return []
        if mention.kind == "measure" and mention.unit in self.words.time_unit and mention.value == 1 and not self._lasting(position):
            return []
        return [draft]

    def _counts(self, position: int, mention: Mention, draft: Draft) -> bool:
        """Whether a bare number counts something: a large one, or one behind a verb of reaching."""
        if draft.metric is None:
            return False
        written = self.plain[mention.start : mention.end]
        if written[-1:] in "万亿":
            return True
        left = self.line.text[max(0, position - 4) : position]
        return any(left.endswith(word) for word in ("达", "达到", "为", "突破", "超过", "超", "至", "到", "总数", "数"))

    def _achieved(self, position: int) -> bool:
        left = self.line.between(self.left_edge(position), position)
        verbs = [token.word for token in left[-3:]]
        text = self.line.text[max(0, position - 4) : position]
        return any(word in self.words.achieved for word in verbs) or any(
            text.removesuffix("了").endswith(word) for word in self.words.achieved
        )

    def _lasting(self, position: int) -> bool:
        """Whether 一 with a unit of time is a length of time (为期一周) and no idiom."""
        left = self.line.text[max(0, position - 4) : position]
        right = self.line.text[position + 1 : position + 3]
        written = self.plain[self.line.mention(position).start : self.line.mention(position).end]
        if written[:1] != "一":
            return True
        return left.endswith(("为期", "历时", "历经", "用时", "耗时", "长达", "连续", "仅用", "仅", "时长", "缩短至")) or right.startswith(("内", "之内", "以内"))


def _compound(text: str, words: Words) -> list[str]:
    """Take a word that joins two figures apart: 新能源汽车产销量 → 新能源汽车产量, 新能源汽车销量."""
    for compound, parts in words.compound.items():
        if text.endswith(compound):
            return [text.removesuffix(compound) + part for part in parts.split(" ")]
    return [text]
