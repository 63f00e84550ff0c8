"""What tests of several files are about: a fact to vary, any fact, and the command as a person runs it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from click.testing import CliRunner, Result
from hypothesis import strategies as st

from extractor.cli import group
from extractor.types import KINDS, QUALIFIERS, Fact

FACT = Fact(
    id="5d0c7b1e9a42",
    doc="report.txt",
    article=1,
    kind="money",
    metric="发放补贴",
    value=Decimal("1.4E+7"),
    low=Decimal("1.4E+7"),
    high=Decimal(14999999),
    unit="元",
    qualifier="over",
    direction=None,
    basis=None,
    role=None,
    of=None,
    region="通山县",
    region_code="421224",
    agency="通山县民政局",
    agency_type="民政",
    period="2022-01/..",
    period_text="今年以来",
    text="1400余万元",
    start=8,
    end=15,
    sentence="今年以来发放补贴1400余万元。",
    rule="money.amount",
)

LONG = Decimal("12345678901234567890.123456789")
"""A number that no float holds."""


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run ``zhstat`` with arguments, and give what it wrote and its exit code."""
    return CliRunner().invoke(group, [str(argument) for argument in arguments], input=stdin)


WORDS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["=1+1", "-5", "\t@x", "\r\n", '"', "\0", "</script>"]
)
"""Any text that a document can hold, and what means something to a format."""

MAYBE = st.none() | WORDS.filter(bool)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
OFFSETS = st.integers(0, 10**15)


@st.composite
def any_fact(draw: st.DrawFn) -> Fact:
    """Give a fact that says anything, as one that was read back can."""
    kind = draw(st.sampled_from(KINDS))
    return replace(
        FACT,
        id=draw(WORDS),
        doc=draw(WORDS),
        article=draw(st.integers(0, 2**31 - 1)),
        kind=kind,
        metric=draw(MAYBE),
        value=draw(MAYBE if kind == "date" else st.none() | NUMBERS),
        low=draw(st.none() | NUMBERS),
        high=draw(st.none() | NUMBERS),
        unit=draw(MAYBE),
        qualifier=draw(st.sampled_from(QUALIFIERS)),
        direction=draw(st.sampled_from([None, "up", "down", "flat"])),
        basis=draw(MAYBE),
        role=draw(st.sampled_from([None, "from", "to"])),
        of=draw(MAYBE),
        region_code=draw(MAYBE),
        text=draw(WORDS),
        start=draw(OFFSETS),
        sentence=draw(WORDS),
    )
