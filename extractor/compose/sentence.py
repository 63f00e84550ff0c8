"""The drafts of one sentence, number by number, left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.compose import phrase
from extractor.compose.frames import Change, basis_in, change_before, direction_of, steps
from extractor.compose.line import AGENCY, BREAKS, PLACE, QUANTITY, Line, Token
from extractor.compose.lists import items_of, suffixed
from extractor.compose.words import Words
from extractor.types import Draft, Mention

JOINTS = frozenset({"、", "和", "与", "及"})
SEPARATORS = frozenset({"", "、", "和", "与", "及", "以及", "或", "，", ","})
LONGEST_ASIDE = 12
"""Characters of a bracketed aside that a metric reaches over: 戒毒（康复）人员."""

LONGEST_TOPIC = 24
"""Characters; a longer clause is no topic but a sentence of its own."""

EDGES = "，。、；：,.;:）)】」』！？!?— "
"""Marks that are no part of a metric at its edges."""

INDICATORS = tuple("率数量额值比价度") + (
    "收入",
    "支出",
    "指数",
    "面积",
    "产值",
    "余额",
    "里程",
    "比例",
    "比重",
    "收案",
    "结案",
)
COUNTED_NOUN = "count.noun"
"""The rule whose number stands directly before the noun that it counts."""

REACH = 40
"""How many numbers back one that names no metric may look for it."""

REST = frozenset("其他 其它 其余 另外".split())
"""What is left of a whole, which names itself: 体育类ⓠ人、｜其他ⓠ人."""

SIZES = frozenset("长 高 宽 深 重 厚 大".split())
"""What says how a thing is measured but not what is: 长达ⓠ的灯组."""

HOLDING = frozenset("来自 涉及 覆盖 拥有 具有 载有 分属 遍布".split())
"""Verbs between a number and another one that belongs to its noun: ⓠ名来自ⓠ个县的农民."""

TELLING = frozenset("出现 发生 位于 分布 创 再创 创下 刷新 迎来 呈现 居 突破 站上 继续 持续".split())
"""Verbs that say something of a topic and are no part of it: 粮食产量｜创新高，达ⓠ."""

NO_NOUNS = (
    "增长",
    "增速",
    "增幅",
    "降幅",
    "高位",
    "较高",
    "水平",
    "新台阶",
    "台阶",
    "大关",
    "关口",
    "规模",
    "目标",
    "速度",
    "高速",
    "历史",
    "新高",
)
"""What may follow 的 behind a number and is not what the number counts: 站上ⓠ的新台阶."""

PLANS = ("任务", "目标", "计划", "预算", "进度")
"""What is fulfilled by a share: 完成全年计划的ⓠ."""

BREAKDOWN = re.compile("^(?:分|从|按)[^，。；]{1,10}?(?:看|分|统计|划分)[，,]")
"""How a sentence opens that parts the total of the sentences before: 分地区看，甲市ⓠ起."""

RECORD = re.compile(
    "(?:首次|再次?|又|已|均|都|双双|连续.{1,3})*(?:(?:创下?|刷新).{0,6}(?:新高|新低|纪录|记录|最高|最低)|过半|过亿|过千|过万).{0,4}$"
)
"""What a topic has reached, at its end: 产量｜再创历史新高."""

BOTH = re.compile("(?P<first>同比|环比)[、和与](?:同比|环比)")
"""Two changes of one thing, each with a number of its own: 同比、环比分别增长ⓠ、ⓠ."""

COMPARED = re.compile("[与同和]\ue001.{0,4}相比$")
"""What a topic is compared with, at its end."""

LEVEL_KINDS = frozenset({"count", "money", "percent", "measure"})


@dataclass
class _State:
    """What has been said so far in the sentence; lives only while it is composed."""

    drafts: list[Draft] = field(default_factory=list)
    basis: str | None = None
    read_to: int = 0
    taken: int = 0


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
    groups = _groups(line, words)
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


def _groups(line: Line, words: Words) -> list[list[int]]:
    """Put numbers together that stand side by side, or with no more than 、 or 和 between them."""
    groups: list[list[int]] = []
    for position in line.quantities:
        if groups:
            between = line.text[groups[-1][-1] + 1 : position].strip()
            if between in SEPARATORS and (
                between not in "，," or not between or _alike(line, groups[-1][-1], position)
            ):
                groups[-1].append(position)
                continue
            if (
                between[:1] in JOINTS
                and between[1:].removesuffix("了") in words.change
                and _alike(line, groups[-1][-1], position)
            ):
                groups[-1].append(position)
                continue
        groups.append([position])
    return groups


def _alike(line: Line, first: int, second: int) -> bool:
    one, other = line.mention(first), line.mention(second)
    return (
        one.kind == other.kind
        and one.unit == other.unit
        and line.text[second + 1 : second + 2] in ("", "。", "；", "，")
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """One sentence to be composed, with what is needed for it."""

    plain: str
    line: Line
    index: int
    earlier: Sequence[Draft]
    words: Words

    # ---- where the words around a number begin and end

    def left_edge(self, position: int, taken: int = 0) -> int:
        """Give where the words before a number begin: its clause, the number before, or what that one took."""
        text = self.line.text
        start = position
        while start > taken:
            before = text[start - 1]
            if before in ")）":
                opening = max(text.rfind("（", taken, start), text.rfind("(", taken, start))
                if (
                    0 <= start - opening <= LONGEST_ASIDE
                    and opening >= taken
                    and QUANTITY not in text[opening:start]
                ):
                    start = opening
                    continue
            if before in BREAKS or (before == QUANTITY and not self.lasts(start - 1)):
                break
            start -= 1
        return start

    def lasts(self, position: int) -> bool:
        """Whether a number is a length of time that a phrase reaches over: 规模连续ⓠ稳定在ⓠ."""
        return (
            self.line.text[max(0, position - 2) : position] in ("连续", "持续")
            and self.line.mention(position).unit in self.words.time_unit
        )

    def right_edge(self, position: int) -> int:
        """Give where the words behind a number end: its clause, or the next number."""
        end = position + 1
        text = self.line.text
        while end < len(text) and text[end] not in BREAKS and text[end] != QUANTITY:
            end += 1
        return end

    def topic(self, start: int) -> list[phrase.Span]:
        """Give what the clause before is about, if it holds no number: 研发投入强度继续提高，达到ⓠ."""
        text = self.line.text
        if not start or text[start - 1] not in "，,：:":
            return []
        first = self.left_edge(start - 1)
        if first and text[first - 1] == QUANTITY:
            return []
        tokens = self.line.between(first, start - 1)
        for index, token in enumerate(tokens[1:], 1):
            if token.word in TELLING or (token.word == "在" and tokens[index - 1].is_verb):
                tokens = tokens[:index] if token.word != "在" else tokens[: index - 1]
                break
        record = RECORD.search(text[first : start - 1])
        if record:
            tokens = self.line.between(first, first + record.start())
        change = change_before(self.line, self.plain, first, start - 1, self.words)
        compared = COMPARED.search(text[first : start - 1])
        if change is not None or compared:
            tokens = self.line.between(first, change.start if change else first + compared.start())
        if (
            "消息" in text[first : start - 1]
            or not tokens
            or tokens[0].tag == "p"
            or tokens[0].word in ("受", "据", "如果", "虽然")
        ):
            return []
        kept = phrase.before(tokens, self.words)
        if (
            not kept
            or phrase.ends_with(tokens, self.words) != "noun"
            or kept[0][1] - kept[0][0] > LONGEST_TOPIC
        ):
            return []
        return kept

    def ahead(self, position: int) -> list[phrase.Span]:
        """Give the subject that follows a step which opens its sentence: 从ⓠ到ⓠ，我国数字经济规模｜持续扩大."""
        if self.line.text[position + 1 : position + 2] not in ("，", ","):
            return []
        tokens = phrase.strip_left(self.line.between(position + 2, self.right_edge(position + 1)), self.words)
        end = next(
            (index for index, token in enumerate(tokens) if token.is_verb or token.tag in ("d", "p")),
            len(tokens),
        )
        return [(tokens[0].start, tokens[end - 1].end)] if end and tokens[end - 1].is_noun else []

    def draft(
        self,
        position: int,
        spans: Sequence[phrase.Span],
        change: Change | None = None,
        metric: str | None = None,
        basis: str | None = None,
    ) -> Draft:
        """Make the draft of the number at a position."""
        line = self.line
        text = metric if metric is not None else line.source(self.plain, spans)
        text = (text or "").strip(EDGES) or None
        if text and "（" in text and "）" not in text:
            text += "）"
        clause = line.clause(position)
        subject = (
            (line.origins[spans[0][0]], line.origins[spans[-1][1]]) if spans and metric is None else None
        )
        return Draft(
            line.mention(position),
            self.index,
            (line.origins[clause[0]], line.origins[clause[1]]),
            text,
            change.direction if change else None,
            _basis_of(change, basis),
            change.role if change else None,
            None,
            subject,
        )

    # ---- 由ⓠ提升至ⓠ

    def step(self, state: _State, first: int, second: int) -> bool:
        """Compose two numbers that are the ends of a step, if they are."""
        start = self.left_edge(first, state.taken)
        found = steps(self.line, first, second, start, self.words)
        if found is None:
            return False
        begin, direction = found
        one, other = self.line.mention(first), self.line.mention(second)
        if one.unit != other.unit and one.kind != other.kind and one.kind != "number":
            return False
        direction = direction or direction_of(one, other)
        spans = self.trimmed(phrase.before(self.line.between(start, begin), self.words))
        told = self.line.source(self.plain, spans)
        metric = None if spans else self.doer(start, begin)
        if told in self.words.relative:
            of = self.inherited(state, 1, self.line.mention(first))[0]
            metric = self.of_what(of or "") + told
        if not spans and metric is None:
            spans = self.topic(start) or self.ahead(second)
            metric = None if spans else self.inherited(state, 1, self.line.mention(first))[0]
        for position, role in ((first, "from"), (second, "to")):
            mention = self.line.mention(position)
            draft = self.draft(position, spans, Change(begin, direction, None, role), metric)
            if mention.kind == "number":
                lent = other if position == first else one
                draft = replace(
                    draft,
                    mention=replace(
                        mention, kind=lent.kind if lent.kind in LEVEL_KINDS else "count", unit=lent.unit
                    ),
                )
            state.drafts.append(draft)
        return True

    # ---- one number, or several side by side

    def group(self, state: _State, group: list[int]) -> None:
        """Compose numbers that stand side by side."""
        line, words = self.line, self.words
        first, last = group[0], group[-1]
        start = self.left_edge(first, state.taken)
        said = basis_in(line, self.plain, state.read_to, first, words)
        state.basis = said or state.basis
        state.read_to = first
        change = change_before(line, self.plain, start, first, words)
        change = change or self.reached(state, first)
        if line.mention(first).kind == "rank":
            start = self.ranked_among(start, state.taken)
            change = self.ranking(start, first)
        behind = line.between(last + 1, self.right_edge(last))
        subject = (
            line.between(*change.object)
            if change and change.object
            else line.between(start, change.start if change else first)
        )
        if change is None and line.mention(last).kind == "percent":
            change = self.change_behind(last, state)
        mention = line.mention(last)
        if mention.unit == "人" and line.text.startswith("口", last + 1):
            for position in group:
                state.drafts += self.kept(position, [(last, last + 2)], None, state, "人口")
            return
        if mention.rule == COUNTED_NOUN and behind:
            state.taken = behind[0].end
            state.drafts += self.kept(last, [(behind[0].start, behind[0].end)], None, state)
            return
        ahead = self.noun_ahead(group, subject, behind, change)
        if ahead is not None:
            made = [draft for position in group for draft in self.kept(position, ahead, change, state)]
            state.drafts += made
            state.taken = ahead[-1][1] if made else state.taken
            return
        if (
            len(group) > 1
            and line.text[group[0] + 1 : group[1]]
            and self.shared(state, group, subject, change)
        ):
            return
        if len(group) == 2 and (both := BOTH.search(line.text[start:first])) and change is not None:
            spans = self.trimmed(phrase.before(line.between(start, start + both.start()), words))
            metric = line.source(self.plain, spans) if spans else self.inherited(state, 1, mention)[0]
            bases = ("yoy", "mom") if both["first"] == "同比" else ("mom", "yoy")
            for position, basis in zip(group, bases, strict=True):
                state.drafts += self.kept(position, spans, change._replace(basis=basis), state, metric)
            return
        spans = self.trimmed(phrase.before(subject, words))
        if change is None and mention.kind != "percent" and not behind:
            spans = phrase.headless(subject, words) or spans
        if mention.kind == "measure" and spans:
            spans = self.last_named(spans)
        told = line.source(self.plain, spans)
        if self.alone(subject, spans, mention):
            spans, told = [], ""
        if (
            told.startswith("占")
            and line.text[start : start + 1] == "的"
            and line.text[start - 1 : start] == QUANTITY
        ):
            label = line.mention(start - 1)
            state.drafts += self.kept(
                first, spans, change, state, f"{self.plain[label.start : label.end]}的占"
            )
            return
        if not spans and "".join(token.word for token in subject) in REST:
            spans = [(subject[0].start, subject[-1].end)]
            told = line.source(self.plain, spans)
        if told in SIZES and (topic := self.topic(start)):
            spans = [*topic, *spans]
        if not spans or told in words.relative or told.startswith("占") or told in ("后者", "前者"):
            self.bare(state, group, start, change, told)
            return
        for position in group:
            for metric in self.metrics_of(spans, group):
                state.drafts += self.kept(position, spans, change, state, metric)

    def alone(self, subject: Sequence[Token], spans: Sequence[phrase.Span], mention: Mention) -> bool:
        """Whether only a place and 发生 stand before a count, of what was named before: 东段发生ⓠ起."""
        named = [token for token in subject if not spans or token.start >= spans[0][0]]
        return (
            mention.kind == "count"
            and mention.unit in phrase.NOMINAL_UNITS
            and len(named) > 1
            and named[-1].word in ("发生", "出现")
            and named[-2].word.endswith(phrase.WHERE)
        )

    def own_change(self, position: int) -> Change | None:
        """Give the change of a number in a list that has a verb of its own: 增长ⓠ和｜下降ⓠ."""
        text = self.line.text
        start = text.rfind(QUANTITY, 0, position) + 1
        between = text[start:position]
        if start and between[:1] in JOINTS and between[1:].removesuffix("了") in self.words.change:
            return Change(start, self.words.change[between[1:].removesuffix("了")], None)
        return None

    def last_named(self, spans: list[phrase.Span]) -> list[phrase.Span]:
        """Keep of a list before a measure only the noun that has it: 没有空调、温度｜超过ⓠ."""
        tokens = self.line.between(spans[0][0], spans[-1][1])
        joint = max((index for index, token in enumerate(tokens) if token.word == "、"), default=-1)
        if joint < 0 or not all(
            token.is_noun or token.word in self.words.nominal for token in tokens[joint + 1 :]
        ):
            return spans
        if tokens[0].word in self.words.action or not any(
            token.tag in ("p", "v") for token in tokens[:joint]
        ):
            return spans
        return [(tokens[joint + 1].start, spans[-1][1])]

    def reached(self, state: _State, position: int) -> Change | None:
        """Read the level that a change by an amount leads to: 上调ⓠ至ⓠ."""
        text = self.line.text
        last = text.rfind(QUANTITY, 0, position)
        if (
            last < 0
            or text[last + 1 : position] not in ("至", "到", "，至", "，达到", "达到")
            or not state.drafts
        ):
            return None
        before = state.drafts[-1]
        if before.direction is None or before.mention != self.line.mention(last):
            return None
        return Change(last + 1, before.direction, None, "to")

    def ranked_among(self, start: int, taken: int) -> int:
        """Reach over what something is ranked among: 物流效率在ⓠ家单位中｜排名ⓠ."""
        text = self.line.text
        if start and text[start - 1] == QUANTITY and re.match("[^，。；]{0,8}[中里内]", text[start:]):
            first = self.left_edge(start - 1, taken)
            among = max(text.rfind("在", first, start), text.rfind("从", first, start))
            if among >= first:
                return first
        return start

    def ranking(self, start: int, position: int) -> Change | None:
        """Find where the words of ranking begin: 开行数量｜居全国第一."""
        frame = self.words.frames.get("rank.opened")
        match = frame.pattern.search(self.line.text[start:position]) if frame else None
        return Change(start + match.start(), None, None) if match else None

    def bare(self, state: _State, group: Sequence[int], start: int, change: Change | None, told: str) -> None:
        """Compose numbers that name no metric of their own, or only 增速 or 占比: it was said before."""
        if told in self.words.relative and not told.startswith("占") and change is None:
            direction = self.words.relative.get(told)
            change = Change(start, direction if direction in ("up", "down") else None, state.basis)
        doer = self.doer(start, group[0])
        topic = self.trimmed(self.topic(start))
        if not told and self.restates(group) and state.drafts:
            inherited: list[str | None] = [state.drafts[-1].metric]
        elif told in ("后者", "前者"):
            levels = self.inherited(state, 2, self.line.mention(group[0]))
            inherited = [levels[-1] if told == "后者" else levels[0]]
            told = ""
        elif doer and not told:
            inherited = [doer]
        elif topic:
            inherited = [self.line.source(self.plain, topic)]
        else:
            inherited = self.inherited(state, len(group), self.line.mention(group[0]))
        for offset, position in enumerate(group):
            metric = inherited[min(offset, len(inherited) - 1)]
            if told and metric and told not in metric:
                metric = (
                    told + metric
                    if self.words.relative.get(told) == "average"
                    else self.of_what(metric) + told
                )
            state.drafts += self.kept(position, [], change, state, metric or told or None)

    def restates(self, group: Sequence[int]) -> bool:
        """Whether a number alone in brackets says the one before in another unit: ⓠ级（ⓠ米/秒）."""
        first, last = group[0], group[-1]
        text = self.line.text
        return text[max(0, first - 2) : first] in (QUANTITY + "（", QUANTITY + "(") and text[
            last + 1 : last + 2
        ] in ("）", ")")

    def of_what(self, metric: str) -> str:
        """Give what a metric that ends in 增幅 or 占比 is the growth or share of."""
        ending = next(
            (word for word in self.words.relative if word[-1] in "幅速率比" and metric.endswith(word)), ""
        )
        return metric.removesuffix(ending) or metric

    def doer(self, start: int, end: int) -> str | None:
        """Give the organisation that alone stands before a number: 刑警支队从ⓠ发展到ⓠ."""
        at = self.line.text.find(AGENCY, start, end)
        return self.line.source(self.plain, [(at, at + 1)]) if at >= 0 else None

    def change_behind(self, position: int, state: _State) -> Change | None:
        """Read a change that follows its number: 实现ⓠ的增长."""
        behind = self.line.between(position + 1, min(position + 9, len(self.line.text)))
        if not behind or behind[0].word != "的":
            return None
        for token in behind[1:4]:
            direction = self.words.change.get(token.word) or self.words.relative.get(token.word)
            if direction in ("up", "down"):
                return Change(position, direction, state.basis)
            if token.tag not in ("a", "b", "d", "ad", "n"):
                return None
        return None

    def trimmed(self, spans: list[phrase.Span]) -> list[phrase.Span]:
        """Drop a subject before the verb that begins the metric: 快递企业｜揽收包裹."""
        if not spans:
            return spans
        tokens = self.line.between(spans[0][0], spans[-1][1])
        organ = phrase.acting_organ(tokens, self.words)
        if organ and not tokens[-1].word.endswith(INDICATORS):
            return [(tokens[organ].start, spans[-1][1])]
        for index, token in enumerate(tokens[1:-1], 1):
            if token.word == "的":
                break
            if (
                token.word in self.words.action
                and (token.is_verb or token.tag == "vn")
                and tokens[index - 1].is_noun
                and (token.word in ("完成", "实现") or not tokens[-1].word.endswith(INDICATORS))
                and not any(each.word == "占" for each in tokens)
            ):
                if (
                    all(
                        each.is_noun or each.tag in ("a", "b", "k", "m", "q", "x", "c", "eng", "d")
                        for each in tokens[:index]
                    )
                    and token.start - tokens[0].start <= 16
                ):
                    return [(token.start, spans[-1][1])]
                break
        return spans

    def metrics_of(self, spans: Sequence[phrase.Span], group: Sequence[int]) -> list[str | None]:
        """Give the metrics of one number: several where a list of rates shares it with 均 or 都."""
        line = self.line
        if len(group) != 1 or not spans:
            return [None]
        between = line.text[spans[-1][1] : group[0]]
        if not any(word in between for word in ("均", "都", "皆", "双双", "全部")):
            return [None]
        items = [line.source(self.plain, [item]) for item in items_of(line, spans, self.words)]
        if len(items) < 2 or not all(item.endswith(INDICATORS) for item in items):
            return [None]
        return list(suffixed(items, self.head(spans)))

    def shared(
        self, state: _State, group: Sequence[int], subject: Sequence[Token], change: Change | None
    ) -> bool:
        """Give each number of a list its own item: A、B分别为ⓠ、ⓠ. False where they do not pair off."""
        line, words = self.line, self.words
        spans = phrase.before(subject, words)
        if not spans:
            return False
        verb = ""
        parted = [token for token in line.between(spans[0][0], spans[-1][1]) if token.word in ("分别", "各")]
        if parted and parted[-1].end < spans[-1][1]:
            verb = line.source(self.plain, [(parted[-1].end, spans[-1][1])])
            spans = [(spans[0][0], parted[-1].start)]
        texts = [line.source(self.plain, [item]) for item in items_of(line, spans, words, len(group))]
        if len(texts) == 1:
            texts = _compound(texts[0], words)
        if len(texts) != len(group):
            texts = self.clauses(spans, len(group))
        if len(texts) != len(group):
            return bool(parted or "分别" in line.text[spans[-1][1] : group[0]]) and self.again(
                state, group, spans, change
            )
        for position, metric in zip(group, suffixed(texts, self.head(spans)), strict=True):
            state.drafts += self.kept(position, spans, change, state, metric + verb)
        return True

    def again(
        self, state: _State, group: Sequence[int], spans: Sequence[phrase.Span], change: Change | None
    ) -> bool:
        """Give each number of a list the metric of its own number in the list before: ，占比分别为ⓠ和ⓠ."""
        listed = self.inherited(state, len(group), self.line.mention(group[0]))
        if len(listed) != len(group) or len(set(listed)) < len(group) or None in listed:
            return False
        told = self.line.source(self.plain, spans)
        for position, metric in zip(group, listed, strict=True):
            state.drafts += self.kept(position, spans, change, state, self.of_what(metric or "") + told)
        return True

    def head(self, spans: Sequence[phrase.Span]) -> int:
        """Count the characters of the last item's own words: as many words as every earlier item has; else 0."""
        items = [self.line.between(*item) for item in items_of(self.line, spans, self.words)]
        counts = {len(item) for item in items[:-1]}
        if len(counts) != 1 or len(items[-1]) <= (count := counts.pop()):
            return 0
        return items[-1][count].start - items[-1][0].start

    def clauses(self, spans: Sequence[phrase.Span], count: int) -> list[str]:
        """Give the items of a list whose items are parted by commas: 住宿业，批发业，信息业指数分别增长ⓠ、ⓠ、ⓠ."""
        items = [self.line.source(self.plain, spans)]
        start = spans[0][0]
        while len(items) < count and start and self.line.text[start - 1] in "，,":
            end = start - 1
            start = self.left_edge(end)
            found = phrase.before(self.line.between(start, end), self.words)
            if not found or QUANTITY in self.line.text[start:end] or self.line.text[end - 1] in "看说讲":
                return []
            items.insert(0, self.line.source(self.plain, found))
            start = found[0][0] if len(items) == count else start
        return items

    # ---- what stands where

    def noun_ahead(
        self, group: Sequence[int], subject: Sequence[Token], behind: Sequence[Token], change: Change | None
    ) -> list[phrase.Span] | None:
        """Give the metric whose noun stands behind the number, with the verb before it; ``None`` if it is before."""
        words = self.words
        mention = self.line.mention(group[-1])
        if not behind or mention.kind == "rank" or (change is not None and mention.kind == "percent"):
            return None
        lasting = mention.kind == "measure" and mention.unit in words.time_unit
        open_end = (
            self.line.text[self.right_edge(group[-1]) :][:1] == QUANTITY
            and bool(behind)
            and behind[-1].word != "的"
        )
        before = phrase.ends_with(subject, words)
        if lasting and subject and subject[-1].word in ("连续", "持续", "历经", "已连续"):
            before = "nothing"
        if lasting and subject and subject[-1].word == "了":
            before = phrase.ends_with(subject[:-1], words)
        first = behind[0]
        if first.word in BREAKS or not first.word.strip() or first.word in "、”’":
            return None
        if mention.kind in ("measure", "percent", "money") and before == "noun":
            if first.word == "的" and self.line.source(self.plain, phrase.before(subject, words)) in SIZES:
                return phrase.noun_behind(behind, mention.unit, words) or None
            return None
        counted = mention.kind in ("count", "number")
        acts = mention.kind != "percent" and not lasting and not (subject and subject[-1].word == "的")
        verb = phrase.verb_before(subject, words) if acts else []
        if mention.kind == "percent" and first.word in ("为", "是", "系") and before == "nothing":
            return phrase.noun_behind(behind[1:], None, words) or None
        if lasting and first.word != "的" and self._opens_noun(behind, mention):
            return None
        governed = bool(subject) and subject[-1].word in ("对", "将", "把", "为", "给", "向")
        listed = bool(subject) and subject[-1].word in ("等", "的")
        if self._opens_noun(behind, mention) or (listed and counted and mention.unit not in ("人", "人次")):
            noun = phrase.noun_behind(behind, mention.unit, words, open_end=open_end, governed=governed)
            if noun:
                return verb + noun
        if counted and open_end and first.word in HOLDING:
            beyond = self.head_beyond(group[-1])
            if beyond:
                return verb + beyond
        if before == "noun" or first.word in ("大关", "关口", "门槛", "和", "与", "及", "以及", "或"):
            return None
        if counted and first.word in words.fate:
            return verb + phrase.predicate_behind(behind, words, open_end=open_end)
        if counted and first.word not in words.predicate and (listed or not first.is_verb):
            noun = phrase.noun_behind(behind, mention.unit, words)
            if noun:
                return noun
        if (
            (counted and mention.unit in phrase.NOMINAL_UNITS)
            or (lasting and before != "noun")
            or mention.kind == "money"
        ):
            done = [] if lasting and open_end else phrase.predicate_behind(behind, words, open_end=open_end)
            if done:
                return ([] if lasting else verb) + done
        if mention.kind in ("count", "number", "percent"):
            noun = phrase.noun_behind(behind, mention.unit, words)
            if noun:
                return verb + noun
            if verb and mention.unit not in phrase.NOMINAL_UNITS and behind[-1].end - first.start <= 8:
                return [*verb, (first.start, behind[-1].end)]
        return None

    def head_beyond(self, position: int) -> list[phrase.Span]:
        """Give the head noun behind another number: ⓠ名来自ⓠ个县的｜农民."""
        text = self.line.text
        end = position + 1
        while end < len(text) and text[end] not in BREAKS:
            end += 1
        tokens = self.line.between(position + 1, end)
        last = max((index for index, token in enumerate(tokens) if token.word == "的"), default=-1)
        return phrase.noun_behind(tokens[last + 1 :], None, self.words) if last > 0 else []

    def _opens_noun(self, behind: Sequence[Token], mention: Mention) -> bool:
        first = behind[0]
        if first.word in ("各类", "各种", "各项", "各式", "各级"):
            return True
        if self.line.text[first.start :].startswith(("大关", "关口", "门槛", "台阶", "整数")):
            return False
        if first.word == "的":
            return len(behind) > 1 and not self.line.text[first.end :].startswith(NO_NOUNS)
        if first.word in "“‘《" or first.word in self.words.nominal or first.word == PLACE:
            return True
        if first.word in self.words.adverb:
            return False
        if first.word in self.words.predicate or first.is_verb or first.tag == "vn":
            plain_unit = mention.unit in ("人", "人次") or mention.kind not in ("count", "number")
            return (
                not plain_unit
                and any(token.is_noun for token in behind[1:3])
                and (first.word not in self.words.predicate or behind[1].word.endswith(self.words.heads))
            )
        if mention.unit in ("人", "人次") and first.tag in ("a", "an", "ad"):
            return False
        return first.is_noun or first.tag in ("a", "b", "ng", "f", "z", "h", "nr", "mq", "zg", "k")

    def inherited(self, state: _State, count: int, mention: Mention) -> list[str | None]:
        """Give the metrics of the last levels stated, for numbers that name none: ，同比分别增长ⓠ、ⓠ."""
        stated = [
            draft
            for draft in state.drafts[-REACH:]
            if draft.mention.unit not in self.words.time_unit or draft.mention.unit == mention.unit
        ]
        if mention.kind == "percent":
            stated = [draft for draft in stated if not _completes(draft)] or stated
        levels = [
            draft
            for draft in stated
            if (draft.direction is None or draft.role is not None)
            and draft.mention.kind in LEVEL_KINDS | {"number"}
        ]
        if count > 1 and len({draft.metric for draft in levels[-count:]}) < count:
            levels = [draft for draft in levels if draft.role != "from"]
        if count > 1 and len(levels) >= count:
            return [draft.metric for draft in levels[-count:]]
        if stated:
            alike = [
                draft for draft in stated if draft.mention.unit == mention.unit and mention.kind != "percent"
            ]
            return [(alike or stated)[-1].metric]
        if mention.kind == "count" and BREAKDOWN.match(self.line.text):
            totals = [draft for draft in self.earlier[-REACH:] if draft.mention.unit == mention.unit]
            return [next((draft.metric for draft in reversed(totals) if draft.direction is None), None)]
        for draft in reversed(self.earlier):
            if self.index - draft.sentence > 1:
                break
            if draft.metric is not None:
                return [draft.metric]
        return [None]

    # ---- what is a fact after all

    def kept(
        self,
        position: int,
        spans: Sequence[phrase.Span],
        change: Change | None,
        state: _State,
        metric: str | None = None,
    ) -> list[Draft]:
        """Make the draft of a number, or none where it is no fact."""
        mention = self.line.mention(position)
        draft = self.draft(position, spans, self.own_change(position) or change, metric, state.basis)
        if mention.kind == "number":
            if not self._counts(position, mention, draft):
                return []
            return [replace(draft, mention=replace(mention, kind="count"))]
        if (
            mention.kind == "measure"
            and mention.unit in self.words.time_unit
            and (draft.metric or "今") in "今明昨前后时日年月内外间"
        ):
            return []
        if (
            mention.kind == "measure"
            and mention.unit in self.words.time_unit
            and mention.value == 1
            and not self._lasting(position)
        ):
            return []
        return [draft]

    def _counts(self, position: int, mention: Mention, draft: Draft) -> bool:
        """Whether a bare number counts something: a large one, or one behind a verb of reaching."""
        written = self.plain[mention.start : mention.end]
        if draft.metric is None or not any(character in "0123456789万亿" for character in written):
            return False
        if written[-1:] in "万亿余多" or draft.direction is not None or mention.qualifier != "exact":
            return True
        left = self.line.text[max(0, position - 4) : position]
        return any(
            left.endswith(word)
            for word in ("达", "达到", "为", "突破", "超过", "超", "至", "到", "总数", "数")
        )

    def _lasting(self, position: int) -> bool:
        """Whether 一 with a unit of time is a length of time (为期一周) and no idiom."""
        left = self.line.text[max(0, position - 4) : position]
        right = self.line.text[position + 1 : position + 3]
        written = self.plain[self.line.mention(position).start : self.line.mention(position).end]
        if written[:1] != "一":
            return True
        return left.endswith(
            ("为期", "历时", "历经", "用时", "耗时", "长达", "连续", "仅用", "仅", "时长", "缩短至")
        ) or right.startswith(("内", "之内", "以内"))


def _compound(text: str, words: Words) -> list[str]:
    """Take a word that joins two figures apart: 新能源汽车产销量 → 新能源汽车产量, 新能源汽车销量."""
    for compound, parts in words.compound.items():
        if text.endswith(compound):
            return [text.removesuffix(compound) + part for part in parts.split(" ")]
    return [text]


def _completes(draft: Draft) -> bool:
    """Whether a share of a plan that is done, which no growth is told of: 完成年度任务的ⓠ."""
    metric = draft.metric or ""
    return draft.mention.unit == "%" and (metric.startswith(("完成", "占")) or metric.endswith(PLANS))


def _basis_of(change: Change | None, said: str | None) -> str | None:
    """Give what a change is measured against; what the sentence said before holds for changes alone, not for levels."""
    if change is None:
        return None
    return change.basis or (said if change.direction is not None and change.role is None else None)
