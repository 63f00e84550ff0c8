"""What several tests share: a fact to vary, and an engine that needs no rules."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from decimal import Decimal
from types import ModuleType, SimpleNamespace

import pytest
from samples import FACT, LONG

from extractor.types import Fact

# A shell that runs the tests in the background, and nohup, leave these ignored in all that they start.
for _number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
    if signal.getsignal(_number) == signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)

MENTION_KEYS = ("text", "start", "end", "kind", "value", "low", "high", "unit", "qualifier")

REGIONS = SimpleNamespace(
    columns=("code", "name", "level", "type", "parent", "short", "aliases"),
    rows=(
        ("420000", "湖北省", "1", "省", "", "湖北", ""),
        ("421200", "咸宁市", "2", "地级市", "420000", "咸宁", ""),
        ("421224", "通山县", "3", "县", "421200", "通山", ""),
        ("430000", "湖南省", "1", "省", "", "湖南", ""),
    ),
)


@pytest.fixture
def fact() -> Fact:
    """A fact with most of its fields set."""
    return FACT


@pytest.fixture
def facts(fact: Fact) -> list[Fact]:
    """A whole with a part, a date, a fall, and a number that no float holds."""
    whole = replace(fact, id="a", period="2022-01/2022-06", value=Decimal(359), low=None, high=None)
    return [
        whole,
        replace(whole, id="b", of="a", value=LONG, qualifier="exact", start=20, end=27),
        replace(
            whole, id="c", kind="date", value="2022-05", metric=None, unit=None, period=None, doc="b.txt"
        ),
        replace(whole, id="d", value=Decimal("47.3"), unit="%", direction="down", basis="yoy", doc="b.txt"),
    ]


class NumberExtractor:
    """An engine that takes every run of digits for a count: enough to test what lies around one."""

    def __init__(self, rules: object = None) -> None:
        self.rules = rules

    def extract(
        self, text: str, date: str | None = None, doc: str = "-", report: object = None
    ) -> Iterator[Fact]:
        region, code = ("咸宁市", "421200") if "咸宁" in text else ("湖南省", "430000")
        for found in re.finditer(r"\d+(?:\.\d+)?", text):
            value = Decimal(found[0])
            yield replace(
                FACT,
                id=f"{doc}:{found.start()}",
                doc=doc,
                kind="percent" if text.startswith("%", found.end()) else "count",
                metric="数",
                value=value,
                low=value,
                high=value,
                unit="个",
                qualifier="exact",
                region=region,
                region_code=code,
                agency=None,
                agency_type="公安" if "公安" in text else None,
                period=date,
                period_text=None,
                text=found[0],
                start=found.start(),
                end=found.end(),
                sentence=text.strip(),
            )

    def mentions(self, text: str, date: str | None = None, report: object = None) -> list[dict[str, object]]:
        return [{name: getattr(fact, name) for name in MENTION_KEYS} for fact in self.extract(text, date)]


def install(modules: MutableMapping[str, ModuleType]) -> list[object]:
    """Put `NumberExtractor` in the place of the engine, and give the arguments of each load of rules."""
    loads: list[object] = []

    def load_rules(*folders: object, builtin: bool = True, fast: bool = True) -> object:
        loads.append((folders, builtin))
        return SimpleNamespace(lexicons={"region": REGIONS}, rules=())

    for name, members in {
        "extractor.pipeline": {"Extractor": NumberExtractor},
        "extractor.rules.load": {
            "load_rules": load_rules,
            "rule_files": lambda *_folders, **_options: (),
            "builtin_lexicons": frozenset,
        },
        "extractor.check": {"check_rules": lambda _rules: ()},
    }.items():
        modules[name] = ModuleType(name)
        vars(modules[name]).update(members)
    return loads


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Run the command without the engine; gives the arguments of each load of rules."""
    modules: dict[str, ModuleType] = {}
    loads = install(modules)
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return loads
