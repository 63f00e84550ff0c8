"""Measure the page of ``zhstat report`` in Chromium: how soon it is there, how fast it filters.

The pages hold the reports of seeds/ over and over, once as documents of their own and once as a single
document, which is the worst case. Times are the browser's own: from the start of navigation to the first
paint and to the end of loading, script included; and from a key in the search to the frame that shows what
is left, as well as the script's share of it.

    python bench/report.py [--facts 10000] [--json FILE]

Chromium, its driver and Selenium are needed (apt-get install chromium chromium-driver).
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from extractor.audit import audit
from extractor.cli.report import divisions
from extractor.pipeline import Extractor
from extractor.report.page import page
from extractor.report.view import Document
from extractor.rules.load import load_rules
from extractor.types import Record

SEEDS = Path(__file__).parents[1] / "seeds"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1440,900",
)  # fmt: skip
TIMES = 5
LIMITS = {"first paint": 2000.0, "loaded": 2000.0, "filter": 100.0}
LOADED = """
const [paint] = performance.getEntriesByName('first-contentful-paint');
const [load] = performance.getEntriesByType('navigation');
return [paint.startTime, load.loadEventEnd]
"""
# What a reader does, and how long it takes until the next frame is drawn and until the script is done.
ACT = """
const done = arguments[arguments.length - 1];
const start = performance.now();
{action}
const script = performance.now() - start;
requestAnimationFrame(() => {{
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done([performance.now() - start, script]);
  channel.port2.postMessage(null);
}})
"""
TYPED = """
const box = document.querySelector('{box}');
box.value = '{words}';
box.dispatchEvent(new Event('input'));
"""
ACTIONS = {
    "filter": TYPED.format(box="#search", words="公安"),
    "filter, one left": TYPED.format(box="#search", words="破获刑事案件 甘肃"),
    "filter off": TYPED.format(box="#search", words=""),
    "filter by region": TYPED.format(box="#filter-region", words="广西壮族自治区"),
    "filter by region off": TYPED.format(box="#filter-region", words=""),
    "filter by kind": "document.querySelector('#kinds [data-kind=money]').click();",
    "filter by kind off": "document.querySelector('#kinds [data-kind=money]').click();",
    "sort": "document.querySelector('#head .c-metric button').click();",
    "sort back": "for (const _ of [1, 2]) document.querySelector('#head .c-metric button').click();",
    "scroll": "document.querySelector('#grid').scrollTop = 100000;",
    "choose": "document.querySelector('#rows .row').click();",
    "accept": "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}));",
    "charts": "document.querySelector('[data-go=charts]').click();",
    "text": "document.querySelector('[data-go=text]').click();",
}


def documents(extractor: Extractor, wanted: int, *, single: bool) -> list[Document]:
    """Give so many facts, at least, in documents or in one."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    round_ = [list(extractor.extract(text)) for text in texts]
    rounds = -(-wanted // sum(map(len, round_)))
    records = [
        Record(f"{number}-{index}.txt", text) for number in range(rounds) for index, text in enumerate(texts)
    ]
    if single:
        records = [Record("all.txt", "\n".join(record.text for record in records))]
    return [Document(record, tuple(extractor.extract(record.text, doc=record.doc))) for record in records]


def browser(profile: str) -> webdriver.Chrome:
    """Start a browser with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(60)
    return driver


def measure(driver: webdriver.Chrome, address: str) -> dict[str, list[float]]:
    """Give milliseconds, by what was done: medians until it is seen and, of actions, of the script alone."""
    seen: dict[str, list[list[float]]] = {}
    for _ in range(TIMES):
        driver.get(address)
        paint, loaded = driver.execute_script(LOADED)
        seen.setdefault("first paint", []).append([paint])
        seen.setdefault("loaded", []).append([loaded])
        for name, action in ACTIONS.items():
            # Let what the last one left for idle time be done.
            driver.execute_async_script("requestIdleCallback(arguments[0], {timeout: 3000})")
            seen.setdefault(name, []).append(driver.execute_async_script(ACT.format(action=action)))
        driver.execute_script("localStorage.clear()")
    return {
        name: [statistics.median(column) for column in zip(*times, strict=True)]
        for name, times in seen.items()
    }


def main() -> None:
    """Measure both pages; fail where one is slower than is promised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=int, default=10000)
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    rules = load_rules()
    extractor = Extractor(rules)
    figures = {}
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        driver = browser(f"{folder}/profile")
        for name, single in (("documents", False), ("one document", True)):
            source = documents(extractor, arguments.facts, single=single)
            path = Path(folder, "report.html")
            facts = [fact for document in source for fact in document.facts]
            findings = list(audit(facts, lambda fact: None))  # noqa: ARG005
            path.write_text(page(source, divisions(rules), findings=findings), "utf-8")
            print(f"{name}: {len(facts)} facts in {len(source)}, {path.stat().st_size / 1e6:.1f} MB")
            figures[name] = measure(driver, path.as_uri())
            for action, (until, *script) in figures[name].items():
                print(
                    f"  {action:<22}{until:8.0f} ms" + "".join(f"{part:8.0f} ms of script" for part in script)
                )
                slow += [f"{name}: {action}"] * (
                    until > LIMITS.get(action, LIMITS.get(action.split()[0], 1e9))
                )
        driver.quit()
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    if slow:
        sys.exit("slower than promised: " + ", ".join(slow))


if __name__ == "__main__":
    main()
