"""The command, from its arguments to its exit code."""

import errno
import gzip
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import run

from extractor import __version__
from extractor.cli import COMMANDS, group
from extractor.errors import Problem
from extractor.types import FACT_FIELDS, KINDS


def facts(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("咸宁公安办结案件12起。\n占3.50%。", "utf-8")
    return path


def test_the_version_is_that_of_the_package():
    assert run("--version").stdout == f"zhstat {__version__}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_shows_examples_before_options(command):
    text = run(*command, "--help").stdout
    assert 0 < text.index("Examples:") < text.index("Options:")


def test_the_kinds_to_choose_from_are_those_of_the_contract():
    [option] = [option for option in group.get_command(None, "extract").params if option.name == "kinds"]
    assert tuple(option.type.choices) == KINDS


def test_a_pipe_gets_json_lines_with_all_fields(engine, report):
    result = run("extract", "--date", "2022-01-02", report)
    assert result.exit_code == 0
    assert [fact["value"] for fact in facts(result)] == [12, 3.5]
    assert list(facts(result)[0]) == list(FACT_FIELDS)
    assert {fact["period"] for fact in facts(result)} == {"2022-01-02"}
    assert result.stderr == ""


def test_standard_input_is_read_when_nothing_is_named(engine):
    result = run("extract", stdin="共7个")
    assert [(fact["doc"], fact["value"]) for fact in facts(result)] == [("-", 7)]


def test_records_come_from_standard_input(engine):
    result = run("extract", "--input", "jsonl", "-", stdin='{"id": "a", "text": "8", "date": "2020-02-02"}\n')
    assert [(fact["doc"], fact["period"]) for fact in facts(result)] == [("a", "2020-02-02")]


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ([], [12, 3.5]),
        (["--kind", "count"], [12]),
        (["--kind", "count", "--kind", "percent"], [12, 3.5]),
        (["--kind", "money"], []),
        (["--region", "湖北省"], [12, 3.5]),
        (["--region", "湖北"], [12, 3.5]),
        (["--region", "421200"], [12, 3.5]),
        (["--region", "42"], [12, 3.5]),
        (["--region", "通山县"], []),
        (["--region", "湖南"], []),
        (["--region", "湖南", "--region", "咸宁市"], [12, 3.5]),
        (["--region", "全国"], []),
        (["--agency-type", "公安"], [12, 3.5]),
        (["--agency-type", "法院"], []),
    ],
)
def test_filters_keep_what_is_asked_for(engine, report, options, values):
    assert [fact["value"] for fact in facts(run("extract", *options, report))] == values


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--region", "湖北市"], "did you mean 湖北?"),
        (["--kind", "counts"], "'counts' is not one of"),
        (["--date", "2022-02-30"], "not a day of the calendar"),
        (["--date", "yesterday"], "YYYY-MM-DD"),
        (["--encoding", "utf-9"], "no text encoding is called"),
        (["--encoding", "hex"], "no text encoding is called"),
        (["--bom"], "--bom goes with --format csv"),
        (["--patterns", "/nowhere"], "does not exist"),
        (["--no-such-option"], "No such option"),
    ],
)
def test_misuse_has_its_exit_code_and_says_what_is_wrong(engine, report, arguments, message):
    result = run("extract", *arguments, report)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_what_fails_is_reported_and_the_rest_is_written(engine, report, tmp_path):
    (tmp_path / "old.txt").write_bytes("一共12起".encode("gb18030"))
    result = run("extract", tmp_path / "none.txt", tmp_path / "old.txt", report)
    assert result.exit_code == 1
    assert [fact["value"] for fact in facts(result)] == [12, 3.5]
    assert "none.txt: there is no such file or folder" in result.stderr
    assert "old.txt:1: the text is not UTF-8" in result.stderr
    assert "--encoding gb18030" in result.stderr
    assert run("extract", "--encoding", "gb18030", tmp_path / "old.txt").exit_code == 0


def test_a_bad_record_loses_nothing_of_its_neighbours(engine, tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id":"a","text":"1"}\n{"id":"b"\n{"id":"c","text":"3"}\n'))
    result = run("extract", path)
    assert result.exit_code == 1
    assert [fact["doc"] for fact in facts(result)] == ["a", "c"]
    assert f"{path}:2:" in result.stderr


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("out.csv", [], b"id,doc,article,kind,metric,value,"),
        ("out.csv", ["--bom"], b"\xef\xbb\xbfid,doc,"),
        ("out.json", [], b'[\n{"id":'),
        ("out.jsonl", [], b'{"id":'),
        ("out", [], b'{"id":'),
        ("out.csv", ["--format", "jsonl"], b'{"id":'),
    ],
)
def test_a_file_says_its_format_by_its_ending(engine, report, tmp_path, name, options, start):
    result = run("extract", report, "-o", tmp_path / name, *options)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_result_appears_when_it_is_whole(engine, report, tmp_path, monkeypatch):
    target = tmp_path / "out.jsonl"
    target.write_text("before")

    def break_off(self, text, **_options):
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["extractor.pipeline"].Extractor, "extract", break_off)
    assert run("extract", report, "-o", target).exit_code == 130
    assert target.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "report.txt"]


def test_a_device_is_written_to_and_not_replaced(engine, report, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    assert run("extract", report, "-o", pipe).exit_code == 0
    out, _ = reader.communicate(timeout=10)
    assert len(out.splitlines()) == 2
    assert not pipe.is_file()


def test_a_result_that_cannot_be_written_is_misuse(engine, report, tmp_path):
    result = run("extract", report, "-o", tmp_path / "none" / "out.jsonl")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_rules_come_from_the_folders_named(engine, report, tmp_path):
    run("extract", report)
    run("extract", report, "--patterns", tmp_path)
    run("mentions", report, "--only-patterns", tmp_path)
    assert engine == [((), True), ((tmp_path,), True), ((tmp_path,), False)]


def test_verbose_says_what_each_document_gave_and_quiet_says_nothing(engine, report):
    assert run("extract", "-v", report).stderr == f"{report}: 2 facts\n"
    assert run("extract", "-v", "-q", report).stderr == ""


def test_mentions_are_one_line_a_document(engine, report, tmp_path):
    (tmp_path / "none.txt").write_text("无", "utf-8")
    first, second = facts(run("mentions", report, tmp_path / "none.txt"))
    assert list(first) == ["id", "mentions"]
    assert [mention["value"] for mention in first["mentions"]] == [12, 3.5]
    assert second["mentions"] == []


def test_the_table_is_plain_where_colours_are_not_wanted(engine, report):
    assert "\x1b[" not in run("extract", "--format", "table", report).stdout
    coloured = CliRunner().invoke(
        group, ["extract", "--format", "table", "--color", "always", str(report)], color=True
    )
    assert "\x1b[" in coloured.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_ZHSTAT_COMPLETE" in result.stdout


@pytest.fixture
def seeds(tmp_path):
    """A sample with two facts, of which the engine gets the values right and a metric wrong."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("咸宁办结12起，立案5个。", "utf-8")
    gold = {"kind": "count", "region": "421200", "qualifier": "exact", "period": "2022-01-02"}
    lines = [
        {"doc": "a.txt", "date": "2022-01-02"},
        {**gold, "context": "办结12起", "text": "12", "value": 12, "unit": ["起", "个"], "metric": "数"},
        {**gold, "context": "立案5个", "text": "5个", "value": 5, "unit": "个", "metric": "立案"},
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "a.gold.jsonl").write_text(text, "utf-8")
    return folder


def test_check_holds_samples_against_their_gold(engine, seeds):
    result = run("check", "--seeds", seeds)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "mention 1.000  date 1.000  fact 0.500" in result.stdout
    assert "nothing is asked of them" in result.stdout  # a check that cannot fail says so


def test_check_fails_below_the_floor_and_shows_the_misses(engine, seeds):
    (seeds / "floor.toml").write_text("[each]\nfact = 0.4\n['a.txt']\nmention = 0.97\nfact = 0.85\n", "utf-8")
    result = run("check", "--seeds", seeds)
    assert result.exit_code == 1
    assert "a.txt: fact F1 is 0.500, the floor is 0.850" in result.stderr
    assert "a.gold.jsonl:3:" in result.stderr
    assert "metric of 5: got 数, not 立案" in result.stderr
    assert "mention F1" not in result.stderr


def test_check_names_a_gold_file_that_cannot_be_read(engine, seeds):
    (seeds / "b.gold.jsonl").write_text('{"doc": "a.txt", "date": null}\n{"context": \n', "utf-8")
    result = run("check", "--seeds", seeds)
    assert result.exit_code == 1
    assert "b.gold.jsonl:2:" in result.stderr


def test_check_says_what_is_wrong_with_a_rule_and_where(engine, monkeypatch):
    problem = Problem("finds nothing", "patterns/count.toml", 3, 2, 4, '"共<12起>" = {}')
    monkeypatch.setattr(sys.modules["extractor.check"], "check_rules", lambda _rules: (problem,))
    result = run("check", "-q")
    assert result.exit_code == 1
    assert result.stderr.startswith("patterns/count.toml:3:2: finds nothing\n")
    assert "^" in result.stderr


def test_named_files_are_read_as_the_option_says(engine, tmp_path):
    path = tmp_path / "records.txt"
    path.write_text('{"id": "a", "text": "8"}', "utf-8")
    assert [fact["doc"] for fact in facts(run("extract", "--input", "jsonl", path))] == ["a"]


# What follows runs the command as its users do: in a process, at a terminal, in a pipe.


@pytest.fixture
def command(tmp_path):
    """A script that is the command with `NumberExtractor` for its engine."""
    path = tmp_path / "zhstat.py"
    path.write_text(
        "import sys\n"
        f"sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[1])!r}]\n"
        "import conftest\n"
        "conftest.install(sys.modules)\n"
        "from extractor.cli import main\n"
        "main()\n",
        "utf-8",
    )
    return [sys.executable, str(path)]


def at_terminal(command, **environment):
    """Run a command at a terminal of 100 cells and give what it showed."""
    controller, terminal = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=env)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError as error:  # Linux says so at the end
            if error.errno != errno.EIO:
                raise
            break
        if not part:
            break
        shown += part
    os.close(controller)
    return process.wait(timeout=10), shown.decode()


def test_a_terminal_gets_a_table_in_colours_unless_there_are_to_be_none(command, report):
    code, shown = at_terminal([*command, "extract", str(report)])
    assert code == 0
    assert "metric" in shown
    assert "\x1b[" in shown
    _, shown = at_terminal([*command, "extract", str(report)], NO_COLOR="1")
    assert "metric" in shown
    assert "\x1b[" not in shown


def test_a_bar_shows_long_work_that_goes_elsewhere(command, report, tmp_path):
    script = Path(command[1])
    hasty = "import extractor.cli.messages\nextractor.cli.messages.PATIENCE = -1\nmain()"
    script.write_text(script.read_text("utf-8").replace("main()", hasty), "utf-8")
    arguments = [
        *command,
        "extract",
        str(report),
        str(tmp_path / "none.txt"),
        "-o",
        str(tmp_path / "out.jsonl"),
    ]
    code, shown = at_terminal(arguments)
    assert code == 1
    assert "bytes" in shown
    assert "none.txt: there is no such file or folder" in shown
    _, shown = at_terminal([*arguments, "--quiet"])
    assert "bytes" not in shown


def test_nothing_to_read_at_a_terminal_is_misuse(command):
    code, shown = at_terminal([*command, "extract"])
    assert code == 2
    assert "name an INPUT" in shown


def test_a_closed_pipe_is_quiet(command, tmp_path):
    (tmp_path / "long.txt").write_text("1 " * 20000, "utf-8")
    process = subprocess.Popen(
        [*command, "extract", str(tmp_path / "long.txt")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=10) == 0


def test_a_pipe_that_is_closed_at_the_start_is_quiet(command, report):
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*command, "extract", str(report)], stdout=write_end, stderr=subprocess.PIPE, check=False
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("options", [[], ["-o", "/dev/full"]])
def test_a_full_disk_is_reported(command, report, options):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, "extract", str(report), *options],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.endswith(": cannot be written: No space left on device\n")


def test_the_version_costs_next_to_nothing():
    code = (
        "import sys\n"
        "from extractor.cli import group\n"
        "group.main(['--version'], standalone_mode=False)\n"
        "heavy = {'regex', 'rich', 'cn2an', 'orjson', 'marisa_trie', 'msgspec'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
