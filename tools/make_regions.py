"""Make the region lexicons of `patterns/lexicon` from the tables that they come from.

Run it as ``python tools/make_regions.py FOLDER [LEXICON]``. FOLDER holds ``regions.tsv``,
``regions_former.tsv``, ``risky_short_names.tsv`` and ``zones.tsv``; LEXICON is where the four files
go, `patterns/lexicon` unless it is named. Every file is sorted by its first column, so that running
this twice changes nothing.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "patterns" / "lexicon"

SOURCE = "Ministry of Civil Affairs, list of divisions on 2025-12-31, checked against a second source"
COLLISIONS = "Counted in half a year of a daily paper, tagged by hand (1998), and in a list of 350,000 words"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NEVER_FROM = 30
"""A short name that was some other word this often is a word, whatever the rest of the text says."""

NICKNAMES = _words("龙江")
"""Short names of counties that mostly are another name of a province."""

KEEP = _words(
    """
    仙桃 监利 石首 大冶 应城 京山 六合 宁远
    """
)
"""Short names that a word list takes for words, and that no text uses as words."""

HIDING = _words("从江")
"""Short names that hide the name behind a preposition: 从江苏."""

PLAIN = _words(
    """
    平遥 神农架 钟祥 麻城 罗田 阳新 红安 诸城 宝应 顺德 敦煌 浦东 昆山 常熟 太仓 如皋 迁安 辛集 高密
    高邮 库车 余姚 临清 龙口 蓬莱 河间 永嘉 秦安 疏勒 镇远 新野 通渭 汪清 泽普 习水 民勤 定边 武宣 偏关
    开鲁 宁都 惠安 曲阳 安新 徐水 清徐 太谷 洪湖 当阳 韶山 陵水 永川 梁平 长葛 武安 霍山 通海 灵寿 于都 监利
    """
)
"""Short names that only run into words where two words meet, which `begins_word` sees."""

WORDS = _words(
    """
    来宾 日照 白银 阿里 和田 山南 海东 玉林 安康 朝阳 黄山 三明 昌平 城关 城东 城西
    城北 城中 温泉 石林 凤凰 海港 滨海 路桥 太平 丰满 上城 满城 博爱 清流 水城 老城
    新城 河西 河东 江南 江北 西湖 东湖 北湖 南湖 龙泉 万安 广场 大安 大宁 安国 建设
    建安 宝塔 南关 北关 钟楼 鼓楼 灯塔 铁山 天山 中山 东山 西山 南山 北山 宝山 泰山
    龙门 三江 两江 白杨 中原 湖里 望江 江岸 江源 江城 平川 平湖 滨江 滨湖 临江 沿河
    花山 玉山 青山 黑山 石门 开平 太白 文昌 新华 永安 福安 华安 石棉 石柱 木兰 元宝
    麒麟 金沙 白水 黑水 玄武 七星 和龙 三台 于田
    """
)
"""Short names of prefectures and counties that need more than one sign that a place is meant."""

GENERIC = _words(
    """
    经济 高新 工业 开发 城乡 省 市 临港 滨海 滨湖 港 综合 文化 循环 汽车 医药
    稀土 转型 航空港 新站 火炬 中
    """
)
"""How the names of zones begin that several cities could have."""

SKIPPED_FORMER = _words(
    """
    郊区 新区 东区 西区 南区 北区 中区 城区 矿区 市区 县城 老城区 新城区
    """
)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a table with a header line."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(path: Path, head: Iterable[str], columns: str, lines: Iterable[tuple[str, ...]]) -> None:
    """Write a lexicon: what it is, what its columns are, and its entries in order."""
    text = [f"# {line}" for line in head] + ["\t".join(columns.split())]
    text += ["\t".join(line).rstrip("\t") for line in sorted(set(lines))]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def regions(folder: Path) -> list[tuple[str, ...]]:
    """Give code, name, level, type, parent, short name and aliases of every division."""
    wanted = ("code", "name", "level", "type", "parent", "short", "aliases")
    return [tuple(row[column] or "" for column in wanted) for row in rows(folder / "regions.tsv")]


def short_names(folder: Path) -> list[tuple[str, str]]:
    """Give each short name that is also a word, and how far it may be trusted alone."""
    lines = []
    for row in rows(folder / "risky_short_names.tsv"):
        short, other = row["short"], int(row["pd98_not_place"] or 0)
        if short in (*PLAIN, *HIDING):
            continue
        if row["class"] == "A_never_bare" and short not in KEEP:
            grade = "never" if other >= NEVER_FROM or int(row["jieba_freq"] or 0) >= 1000 else "rare"
        elif row["class"] == "C_shared" and short not in WORDS:
            grade = "shared"
        elif short in WORDS:
            grade = "word"
        else:
            grade = "gate" if row["min_level"] == "3" else "shared"
        lines.append((short, grade))
    return [
        *lines,
        *((short, "rare") for short in NICKNAMES),
        *((short, "never") for short in HIDING),
    ]


def collisions(folder: Path, names: frozenset[str]) -> list[tuple[str, str]]:
    """Give the longer words in which a short name was found and is no place."""
    lines = []
    for row in rows(folder / "risky_short_names.tsv"):
        for collision in (row["top_collisions"] or "").split(" "):
            word = collision.partition("×")[0].partition("/")[0]
            left, bar, right = word.partition("|")
            whole = left + right
            if whole == row["short"] or row["short"] not in whole or len(whole) > 6:
                continue
            if bar and any(right.startswith(name) or left.endswith(name) for name in names):
                continue  # 从|江苏: the other half is a place that must be found
            if any(name in whole and name != row["short"] for name in names if len(name) > 2):
                continue
            if whole.endswith(("站", "县")) or not whole.isalpha() or not whole[0] > "\u4e00":
                continue
            lines.append((whole, row["short"]))
    return lines


def former(folder: Path, current: frozenset[str]) -> list[tuple[str, str, str]]:
    """Give each name that is no longer in use, the codes of what it is today, and its last year."""
    codes: dict[str, set[str]] = defaultdict(set)
    years: dict[str, str] = {}
    for row in rows(folder / "regions_former.tsv"):
        name = row["old_name"]
        if name in current or name in SKIPPED_FORMER or len(name) < 3 or not row["current_code"]:
            continue
        codes[name].add(row["current_code"])
        years[name] = max(years.get(name, ""), row["last_year"] or "")
    return [(name, "|".join(sorted(codes[name])), years[name]) for name in codes]


def zones(folder: Path, places: dict[str, str]) -> list[tuple[str, str]]:
    """Give each zone whose name does not begin with the place that it lies in."""
    lines: dict[str, str] = {}
    for row in rows(folder / "zones.tsv"):
        name, parent = row["name"], row["parent"]
        for place in sorted(places, key=len, reverse=True):
            if name.startswith(place) and parent.startswith(places[place].rstrip("0")):
                name = name.removeprefix(place)
                break
        for place in sorted(places, key=len, reverse=True):
            if name.startswith(place) and parent == places[place] and len(name) > len(place) + 1:
                name = name.removeprefix(place)
                break
        name = name.removesuffix("管委会")
        plain = name.replace("国家", "").replace("级", "")
        if len(name) >= 4 and not plain.startswith(GENERIC):
            lines[name] = parent
    return sorted(lines.items())


def main() -> None:
    """Read the tables and write the lexicons."""
    folder = Path(sys.argv[1])
    lexicon = Path(sys.argv[2]) if len(sys.argv) > 2 else LEXICON
    table = regions(folder)
    current = frozenset(line[1] for line in table)
    places = {name: line[0] for line in table if int(line[2]) <= 2 for name in (line[1], line[5]) if name}
    shorts = frozenset(line[5] for line in table if len(line[5]) > 2)
    safe = frozenset(name for name in places if len(name) > 1) | current | shorts
    made = "Made by tools/make_regions.py; mend the tables or the script, not this file."
    write(
        lexicon / "region.tsv",
        (f"Provinces (1), prefectures (2) and counties (3). {SOURCE}.", made),
        "code name level type parent short aliases",
        table,
    )
    write(
        lexicon / "region_short.tsv",
        (
            "Short names that are also words or stand for several places.",
            "never: no place without its full name;",
            "rare: only behind its parent, or with its full name in the text;",
            "gate: with its full name or its prefecture in the text;",
            "word: with its full name in the text or its prefecture close by;",
            "shared: several places, the larger one unless the text says otherwise.",
            f"{COLLISIONS}.",
            made,
        ),
        "short grade",
        short_names(folder),
    )
    write(
        lexicon / "region_stop.tsv",
        ("Longer words in which a short name is no place.", f"{COLLISIONS}.", made),
        "word short",
        collisions(folder, safe),
    )
    write(
        lexicon / "region_former.tsv",
        (
            "Names of divisions that are no longer in use, and what they are today. Yearly lists, 1980-2025.",
            made,
        ),
        "name codes last_year",
        former(folder, current),
    )
    write(
        lexicon / "region_zone.tsv",
        (
            "Zones with names of their own, and the division that they lie in.",
            "State Council and statistics lists, 2025.",
            made,
        ),
        "name code",
        zones(folder, places),
    )


if __name__ == "__main__":
    main()
