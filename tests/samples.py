"""What tests of several files are about: a fact to vary, and the command as a person runs it."""

from __future__ import annotations

from decimal import Decimal

from click.testing import CliRunner, Result

from extractor.cli import group
from extractor.types import Fact

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
