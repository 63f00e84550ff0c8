"""The page of ``zhstat report`` in a real browser: read, filtered, checked, mended, downloaded."""

import importlib.util
import io
import json
import shutil
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import extractor.report
from extractor.audit import audit
from extractor.cli.report import divisions
from extractor.pipeline import Extractor
from extractor.report.page import page
from extractor.report.view import Document
from extractor.rules.load import load_rules
from extractor.score import read_gold, score
from extractor.types import Record

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER),
    reason="Chromium and its driver are missing: apt-get install chromium chromium-driver",
)

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--lang=en-US",
    "--window-size=1440,900",
)  # fmt: skip

POLICE = """𠮷林县公安局回眸😀

2023年7月5日，罗田县公安局发布消息：今年以来，该局共破获刑事案件359起，其中盗窃案18起、诈骗案17起，刑事警情同比下降12.5%。
限时答复率、市民满意率均达100%。追回被骗资金1300余万元，查封资产305127.4万元。
全县建成警务室3至5个，又建成警务室3至5个，实现零事故。两批分别表彰3人、3人。
"""
HOSTILE = """<script>window.hurt = 1</script><img src="http://127.0.0.1:9/x.png" onerror="window.hurt = 2">
</script><b>罗田县法院</b>审结案件86件，占<i>92.5%</i>，&lt;结案&gt;率\u2028上升3个百分点。
"""
YEARS = """2021年，武汉市生产总值1.2万亿元；2022年，武汉市生产总值1.3万亿元；2023年，宜昌市生产总值5502亿元。
2022年，武汉市进出口总额同比增长5.1%，宜昌市进出口总额同比下降3.2%。
"""
WRONG = "罗田县法院受理纠纷2045起，化解2011起，化解率88.3%。\n"
RECORDS = (
    Record("police.txt", POLICE, "2023-07-05"),
    Record("<b>hostile</b>.txt", HOSTILE, "2023-07-05"),
    Record("years.txt", YEARS, "2024-01-01"),
    Record("empty.txt", "", None),
    Record("wrong.txt", WRONG, None),
)


@pytest.fixture(scope="module")
def documents():
    extractor = Extractor()
    return [
        Document(record, tuple(extractor.extract(record.text, record.date, record.doc))) for record in RECORDS
    ]


@pytest.fixture(scope="module")
def address(documents, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    facts = [fact for document in documents for fact in document.facts]
    findings = list(audit(facts, lambda fact: None))
    names = {fact.id: "地区生产总值" for fact in facts if fact.metric == "生产总值"}
    html = page(documents, divisions(load_rules()), "样例", indicators=names, findings=findings)
    path.write_text(html, "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


class Page:
    """The page as a reader uses it."""

    def __init__(self, driver, downloads):
        self.driver = driver
        self.downloads = downloads

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return [element.text for element in self.all(selector)]

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def fill(self, selector, words):
        box = self.find(selector)
        box.clear()
        box.send_keys(words)

    def cells(self, name):
        """Give what a column shows; in one step, as rows come and go."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map((cell) => cell.textContent)",
            f"#rows .c-{name}",
        )

    def settle(self):
        """Wait until what comes with the next frame is there."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
        )

    def rows(self):
        return list(zip(*map(self.cells, ("kind", "metric", "value", "unit")), strict=True))

    def focused(self):
        return self.driver.switch_to.active_element

    def pick(self, metric):
        """Click on the row of a metric."""
        at = self.cells("metric").index(metric)
        self.driver.execute_script("document.querySelectorAll('#rows .row')[arguments[0]].click()", at)

    def download(self, button):
        self.find("#download").click()
        self.find(button).click()
        for _ in range(100):
            files = [path for path in self.downloads.iterdir() if path.suffix != ".crdownload"]
            if files:
                self.press(Keys.ESCAPE)
                return files[0]
            time.sleep(0.05)
        raise AssertionError("nothing was downloaded")


@pytest.fixture
def shown(chromium, address, tmp_path):
    """The page, freshly opened, with nothing decided."""
    chromium.get(address)
    chromium.execute_script("localStorage.clear()")
    chromium.get_log("performance")
    chromium.get_log("browser")
    chromium.get(address)
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    chromium.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)}
    )
    yield Page(chromium, downloads)
    # Nothing may ever be wrong in the console, the policy's complaints included.
    assert [entry for entry in chromium.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


def test_a_document_is_shown_as_it_is_with_its_facts_marked(shown, documents):
    assert shown.driver.execute_script("return document.querySelector('#page').textContent") == POLICE
    marked = shown.texts("#page mark")
    assert marked[:3] == ["2023年7月5日", "359起", "18起"]
    spans = {(fact.start, fact.end) for fact in documents[0].facts}
    assert len(marked) == len(spans)
    # Two facts on one span are one mark that says so, and come in turn.
    both = next(mark for mark in shown.all("#page mark") if mark.text.startswith("100%"))
    assert both.get_attribute("data-several") == "2"
    names = []
    for _ in range(2):
        both.click()
        names.append(shown.find("#card h2").text)
    assert sorted(names) == ["市民满意率", "限时答复率"]


def test_the_table_filters_and_searches(shown, documents):
    total = sum(len(document.facts) for document in documents)
    assert shown.find("#result").text == f"{total} facts"
    shown.find("#kinds [data-kind=money]").click()
    assert {row[0] for row in shown.rows()} == {"money"}
    assert shown.find("#kinds [data-kind=money]").get_attribute("aria-pressed") == "true"
    shown.fill("#search", "查封")
    assert shown.rows() == [("money", "查封资产", "3.051274B", "元")]
    shown.find("#clear").click()
    assert shown.find("#result").text == f"{total} facts"
    shown.fill("#filter-region", "武汉市")
    assert {row.find_element(By.CSS_SELECTOR, ".c-region").text for row in shown.all("#rows .row")} == {
        "武汉市"
    }
    shown.fill("#filter-region", "湖北省")  # and all that lies in it
    assert {"武汉市", "宜昌市", "罗田县"} <= set(shown.cells("region"))
    shown.fill("#search", "no such words")
    assert shown.find("#empty").is_displayed()
    shown.find("#empty button").click()
    assert not shown.find("#empty").is_displayed()


def test_a_column_sorts_up_then_down_then_not_at_all(shown):
    shown.find("#kinds [data-kind=percent]").click()
    plain = [Decimal(value) for value in shown.cells("value")]
    for order, expected in (
        ("ascending", sorted(plain)),
        ("descending", sorted(plain, reverse=True)),
        ("none", plain),
    ):
        shown.find("#head .c-value button").click()
        assert shown.find("#head .c-value").get_attribute("aria-sort") == order
        assert [Decimal(value) for value in shown.cells("value")] == expected


def test_a_click_goes_from_row_to_mark_and_back(shown):
    shown.pick("查封资产")
    [mark] = shown.all("#page mark.chosen")
    assert mark.text == "305127.4万元"
    mark = next(mark for mark in shown.all("#page mark") if mark.text == "359起")
    mark.click()
    at = shown.driver.execute_script("return document.querySelector('.row[aria-selected=true]').id")
    assert shown.find(f"#{at} .c-metric").text == "破获刑事案件"
    assert shown.find("#card h2").text == "破获刑事案件"


def test_everything_can_be_done_with_keys(shown):
    shown.press("/")
    assert shown.focused().get_attribute("id") == "search"
    shown.press("警", Keys.ESCAPE)
    assert shown.find("#search").get_attribute("value") == ""
    shown.press(Keys.ESCAPE)
    grid = shown.focused()
    assert grid.get_attribute("id") == "grid"
    shown.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert grid.get_attribute("aria-activedescendant") == "row-1"
    assert shown.find("#row-1").get_attribute("aria-selected") == "true"
    shown.press(Keys.ENTER)
    assert shown.focused().tag_name == "mark"
    first = shown.focused().text
    shown.press(Keys.ARROW_RIGHT)
    assert shown.focused().text != first
    shown.press(Keys.ENTER)
    assert shown.focused().get_attribute("id") == "grid"
    assert shown.find("#row-2").get_attribute("aria-selected") == "true"
    shown.press(Keys.END)
    assert shown.find("#rows .row[aria-selected=true]").is_displayed()
    shown.press("a")
    assert shown.find("#progress").text.startswith("1 / ")
    shown.press("u")
    assert shown.find("#progress").text.startswith("0 / ")
    shown.press("?")
    assert shown.find("#help-box").is_displayed()
    shown.press(Keys.ESCAPE)
    shown.press("2")
    assert shown.find("#charts").is_displayed()


def test_offsets_hold_behind_characters_outside_the_basic_plane(shown, documents):
    ends = shown.driver.execute_script(
        """return [...document.querySelectorAll('#page mark')].map((mark) => {
             const before = document.createRange();
             before.setStart(document.querySelector('#page'), 0);
             before.setEndBefore(mark);
             return Array.from(before.toString()).length;
           })"""
    )
    assert ends == sorted({fact.start for fact in documents[0].facts})


def test_what_was_decided_is_gold_that_scorers_read(shown, documents, tmp_path):
    shown.pick("破获刑事案件")
    shown.press("a")
    shown.pick("盗窃案")
    shown.press("r")
    shown.pick("查封资产")
    shown.press("e")
    shown.fill("#in-value", "305127.45万")
    shown.fill("#in-metric", "冻结涉案资产")
    shown.find("#form button[type=submit]").click()
    path = shown.download("#download-this")
    assert path.name == "police.gold.jsonl"
    (tmp_path / "police.txt").write_bytes(POLICE.encode())
    target = Path(shutil.copy(path, tmp_path))
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert lines[0] == {"doc": "police.txt", "date": "2023-07-05"}
    facts = {line["metric"][0] if "metric" in line else line["value"]: line for line in lines[1:]}
    assert (facts["破获刑事案件"]["optional"], facts["诈骗案"]["optional"]) == (False, True)
    assert "盗窃案" not in facts
    assert '"value": 3051274500, "low": 3051274500' in target.read_text("utf-8")
    gold = read_gold(target)
    place = {(fact.start, fact.end) for fact in gold.facts}
    assert place == {(f.start, f.end) for f in documents[0].facts if f.metric != "盗窃案"}
    assert any("text_offset" in line for line in lines)  # 3人、3人
    result = score(gold, documents[0].facts)
    assert (result.bad_offsets, result.counts["mention", "gold"], result.counts["mention", "right"]) == (
        0,
        2,
        1,
    )


def test_the_scorer_of_the_contract_reads_it_too(shown, tmp_path):
    path = Path(__file__).parents[2] / "shared" / "score.py"
    if not path.is_file():
        pytest.skip("there is no ../shared")
    spec = importlib.util.spec_from_file_location("contract_score", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    shown.find("#download").click()
    shown.find("#accept-shown").click()
    head, facts = scorer.load_gold(shown.download("#download-this"), POLICE)
    assert head["doc"] == "police.txt"
    assert [POLICE[fact["start"] : fact["end"]] for fact in facts] == [fact["text"] for fact in facts]
    assert not any(fact["optional"] for fact in facts)


def test_what_is_accepted_as_it_is_scores_full_marks(shown, documents, tmp_path):
    shown.find("#download").click()
    shown.find("#accept-shown").click()
    with zipfile.ZipFile(io.BytesIO(shown.download("#download-all").read_bytes())) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    for document in documents:
        name = document.record.doc.rpartition("/")[2].removesuffix(".txt")
        path = tmp_path / (name.replace("<", "_").replace(">", "_") + ".gold.jsonl")
        if not document.facts:
            assert not path.exists()
            continue
        gold = read_gold(path)
        assert gold.text == document.record.text
        result = score(gold, document.facts)
        assert (result.misses, result.bad_offsets) == ((), 0)


def test_a_correction_is_checked_before_it_is_taken(shown):
    shown.pick("查封资产")
    shown.press("e")
    for field, words in (
        ("value", "many"),
        ("period", "2023-13"),
        ("region_code", "999999"),
        ("end", "99999"),
    ):
        shown.fill(f"#in-{field}", words)
    shown.find("#form button[type=submit]").click()
    wrong = [element.get_attribute("name") for element in shown.all("[aria-invalid=true]")]
    assert wrong == ["value", "low", "high", "region_code", "period", "end"]
    assert all(text for text in shown.texts(".fault") if text)
    shown.press(Keys.ESCAPE)
    assert not shown.all("#form")
    assert shown.find("#progress").text.startswith("0 / ")


def test_a_missed_fact_is_added_by_selecting_it(shown):
    shown.driver.execute_script(
        """const text = [...document.querySelectorAll('#page p')].flatMap((p) => [...p.childNodes])
             .find((node) => node.nodeType === 3 && node.data.includes('零'));
           const range = document.createRange();
           range.setStart(text, text.data.indexOf('零'));
           range.setEnd(text, text.data.indexOf('零') + 1);
           getSelection().removeAllRanges();
           getSelection().addRange(range);"""
    )
    shown.settle()
    shown.find("#add").click()
    assert shown.find("#in-start").get_attribute("value") == str(POLICE.index("零"))
    shown.fill("#in-metric", "事故")
    shown.fill("#in-value", "0")
    shown.find("#form button[type=submit]").click()
    assert "零" in shown.texts("#page mark")
    assert shown.find("#card .state").text == "added"
    line = next(
        line
        for line in shown.download("#download-this").read_text("utf-8").splitlines()
        if '"text": "零"' in line
    )
    assert json.loads(line)["value"] == 0
    assert json.loads(line)["optional"] is False


def test_decisions_are_still_there_after_the_page_is_opened_again(shown):
    shown.pick("诈骗案")
    shown.press("e")
    shown.fill("#in-metric", "诈骗案件")
    shown.find("#form button[type=submit]").click()
    shown.driver.refresh()
    shown.pick("诈骗案件")
    assert shown.find("#card .state").text == "corrected"
    assert shown.texts("#card .former del") == ["诈骗案"]
    shown.find("#do-reset").click()
    assert "诈骗案" in shown.cells("metric")


def test_markup_in_a_document_is_text(shown, documents):
    shown.find("#after").click()
    assert shown.driver.execute_script("return document.querySelector('#page').textContent") == HOSTILE
    assert shown.all("#page :is(script, img, b, i)") == []
    shown.fill("#filter-metric", "审结案件")
    shown.find("#row-0").click()
    assert "<b>罗田县法院</b>" in shown.find("#card blockquote").text
    shown.find("[data-go=charts]").click()
    assert shown.driver.execute_script("return window.hurt") is None


def test_no_request_leaves_the_page(shown, address):
    shown.find("#after").click()
    shown.find("[data-go=charts]").click()
    shown.find("[data-go=text]").click()
    shown.pick("查封资产")
    shown.press("a")
    shown.find("#document").send_keys("police")
    shown.download("#download-this")
    sent = [
        json.loads(entry["message"])["message"]["params"]["request"]["url"]
        for entry in shown.driver.get_log("performance")
        if json.loads(entry["message"])["message"]["method"] == "Network.requestWillBeSent"
    ]
    assert {url for url in sent if not url.startswith(("data:", "blob:"))} == {address}
    refused = shown.driver.execute_async_script(
        """const done = arguments[0];
           fetch('http://127.0.0.1:9/').then(() => done('sent'), () => done('refused'))"""
    )
    assert refused == "refused"
    assert shown.driver.get_log("browser")  # the policy said so


def test_the_map_leads_from_the_nation_to_a_county(shown):
    shown.find("[data-go=charts]").click()
    assert len(shown.all(".tile")) == 34
    shown.find(".tile[data-code='420000']").click()
    names = shown.texts("#places .bar-name")
    assert {"武汉市", "宜昌市", "黄冈市"} <= set(names)
    shown.all("#places button")[names.index("黄冈市")].click()
    assert shown.texts("#places .bar-name") == ["罗田县"]
    assert shown.texts("#crumbs li") == ["China", "湖北省", "黄冈市"]
    assert shown.find("#filter-region").get_attribute("value") == "黄冈市"
    shown.find("#crumbs button").click()
    assert shown.find("#filter-region").get_attribute("value") == ""


def test_plots_show_levels_and_changes_and_lead_to_the_text(shown):
    shown.find("[data-go=charts]").click()
    assert shown.find("#plot-times").text.startswith("地区生产总值")  # all its names meet there
    assert len(shown.all("#times .point")) == 3
    assert shown.texts("#regions .strong") == ["武汉市", "宜昌市"]
    assert len(shown.all("#changes .row-bar.down")) == 2
    shown.find("#changes .row-bar.up").click()
    assert shown.find("#page mark.chosen").text == "5.1%"
    assert shown.find("#document").get_attribute("value") == "2"


def test_what_does_not_add_up_shows_itself(shown):
    shown.find("#doubts").click()
    assert shown.cells("value") == ["2,045", "2,011", "88.3"]
    shown.press(*"3")
    assert shown.texts("#checks-list .wrong b") == ["2011起 of 2045起 is 98.34%, and not 88.3%"]
    assert shown.texts("#checks-list .wrong mark") == ["2045起", "2011起", "88.3%"]
    shown.all("#checks-list .wrong mark")[2].click()
    assert shown.find("#page mark.chosen").text == "88.3%"
    assert "98.34%" in shown.find("#card .findings").text
    shown.find("#card .findings .link").click()
    assert shown.find("#page mark.chosen").text == "2011起"


def test_the_page_speaks_chinese_and_turns_dark(shown):
    shown.find("#language").click()
    assert shown.find("[data-go=charts]").text == "图表"
    assert shown.find("#head .c-metric").text == "指标"
    assert shown.driver.execute_script("return document.documentElement.lang") == "zh-Hans"
    light = shown.find("body").value_of_css_property("background-color")
    shown.press("t")
    assert shown.find("body").value_of_css_property("background-color") != light


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1440, 900)])
@pytest.mark.parametrize("view", ["text", "table", "charts", "checks"])
def test_nothing_is_wider_than_the_screen(shown, width, height, view):
    shown.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    try:
        shown.driver.execute_script(f"document.querySelector('[data-go={view}]').click()")
        wide = shown.driver.execute_script(
            """return [...document.querySelectorAll('body *')]
                 .filter((element) => !element.closest('#grid, #kinds, datalist, .aloud, #toast'))
                 .filter((element) => element.checkVisibility())
                 .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
                 .map((element) => element.outerHTML.slice(0, 80))"""
        )
        assert wide == []
        assert shown.driver.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        shown.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_gets_every_row(shown, documents):
    total = sum(len(document.facts) for document in documents)
    shown.driver.execute_script(
        """addEventListener('beforeprint', () => {
             window.seen = document.querySelectorAll('#rows .row').length;
           })"""
    )
    assert shown.driver.print_page()
    assert shown.driver.execute_script("return window.seen") == total


def test_numbers_of_the_script_are_exact(chromium):
    script = "".join(
        (Path(extractor.report.__path__[0]) / "page" / "js" / name).read_text("utf-8")
        for name in ("01-decimal.js", "02-edtf.js")
    )
    calls = {
        "readDecimal('1,300.5万')": "13005000",
        "readDecimal('305127.4万')": "3051274000",
        "readDecimal('１２．５０')": "12.5",
        "readDecimal('-0.0')": "0",
        "readDecimal('1.5亿')": "150000000",
        "readDecimal('3个')": None,
        "readDecimal('')": None,
        "compareDecimals('9007199254740993', '9007199254740992')": 1,
        "compareDecimals('-1.5', '1.25')": -1,
        "compareDecimals('2.50', '2.5')": 0,
        "grouped('-1234567.8901')": "-1,234,567.8901",
        "compact('137000000', true)": "1.37亿",
        "compact('137000000', false)": "137M",
        "compact('123456789012', true)": "123,456,789,012",
        "compact('-12345000000', true)": "-123.45亿",
        "compact('1234', true)": "1,234",
        "isPeriod('2022-01/..')": True,
        "isPeriod('XXXX-02-29')": True,
        "isPeriod('2023-02-29')": False,
        "isPeriod('2022-03-15T24:00')": True,
        "isPeriod('../..')": False,
        "isPeriod('yoy')": False,
        "spanOf('2022').to === Date.UTC(2023, 0, 1)": True,
        "spanOf('../2022-06-15').from": None,
        "spanOf('XXXX-03').year": False,
    }
    chromium.get("about:blank")
    given = {call: chromium.execute_script(f"{script}\nreturn {call}") for call in calls}
    assert given == calls
