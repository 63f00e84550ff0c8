"""Settings: where each may come from, which one counts, and what is said of a file that is wrong."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from extractor.cli import group
from extractor.cli.settings import SETTINGS, bound, variable

TEXT = "3月，全县修桥12座。"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working folder two below the project's, and a user's folder; gives how to write files there."""
    (tmp_path / "project" / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project" / "a" / "b")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    for name in SETTINGS:
        monkeypatch.delenv(variable(name), raising=False)

    def write(**files):
        for name, text in files.items():
            path = tmp_path / {"user": "user/zhstat/config.toml"}.get(name, f"project/{name}.toml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def run(*arguments, stdin=None):
    return CliRunner().invoke(group, list(arguments), input=stdin)


def shown(*arguments):
    done = run("config", "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return {name: (row["value"], row["source"]) for name, row in json.loads(done.stdout).items()}


def test_without_files_every_setting_has_its_default(place):
    assert shown() == {
        "patterns": ([], "default"),
        "only_patterns": (None, "default"),
        "format": (None, "default"),
        "date": (None, "default"),
        "encoding": ("utf-8", "default"),
        "color": ("auto", "default"),
        "jobs": (None, "default"),
    }


def test_the_order_is_flag_environment_project_user(place, monkeypatch):
    place(user='date = "2001-01-01"\n')
    assert shown()["date"] == ("2001-01-01", "user")
    place(zhstat="date = 2002-02-02\n")
    assert shown()["date"] == ("2002-02-02", "project")
    monkeypatch.setenv("ZHSTAT_DATE", "2003-03-03")
    assert shown()["date"] == ("2003-03-03", "environment")
    assert shown("--date", "2004-04-04")["date"] == ("2004-04-04", "flag")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('patterns = ["~nobody-of-this-name"]', "~nobody-of-this-name"),
        ('patterns = ["\\u0000"]', "null"),
        ('encoding = "\\u0000"', "null"),
        ("jobs = 1e99999999999999999999", "jobs must be a whole number"),
        ("jobs = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_what_no_system_takes_is_refused_at_its_place(place, line, said):
    place(zhstat=line + "\n")
    done = run("config")
    assert done.exit_code == 2
    assert "zhstat.toml" in done.output
    assert said in done.output


@pytest.mark.parametrize(
    ("files", "source", "value"),
    [
        ({"pyproject": "[tool.zhstat]\njobs = 3\n"}, "project", 3),
        ({"pyproject": "[tool.other]\njobs = 3\n"}, "default", None),
        ({"pyproject": "[tool.zhstat]\njobs = 3\n", "zhstat": "jobs = 4\n"}, "project", 4),
        ({"pyproject": "[tool.zhstat]\njobs = 3\n", "a/zhstat": "jobs = 5\n"}, "project", 5),  # the nearest
        ({"a/pyproject": "[project]\nname = 'zhstat-reports'\n", "zhstat": "jobs = 6\n"}, "project", 6),
        ({"a/pyproject": "zhstat is no TOML", "zhstat": "jobs = 6\n"}, "project", 6),  # and not ours to judge
    ],
)
def test_the_nearest_file_upward_is_the_projects(place, files, source, value):
    place(**files)
    assert shown()["jobs"] == (value, source)


def test_paths_start_from_the_file_and_may_be_one_or_several(place):
    root = place(zhstat='patterns = "rules"\n', user='only_patterns = "mine"\n')
    (root / "project" / "rules").mkdir()
    (root / "user" / "zhstat" / "mine").mkdir()
    assert shown()["patterns"] == ([str(root / "project" / "rules")], "project")
    assert shown()["only_patterns"] == (str(root / "user" / "zhstat" / "mine"), "user")


def test_several_folders_in_the_environment_are_parted_as_in_path(place, monkeypatch):
    root = place()
    monkeypatch.setenv("ZHSTAT_PATTERNS", f"{root}:{root / 'project'}")
    assert shown()["patterns"] == ([str(root), str(root / "project")], "environment")


def test_people_see_which_line_a_value_comes_from(place, monkeypatch):
    root = place(zhstat='# Ours.\ncolor = "never"\n')
    monkeypatch.setenv("ZHSTAT_JOBS", "2")
    lines = [line.split() for line in run("config", "--encoding", "gb18030").stdout.splitlines()]
    assert lines[4:7] == [
        ["encoding", "gb18030", "flag", "--encoding"],
        ["color", "never", "project", f"{root / 'project' / 'zhstat.toml'}:2"],
        ["jobs", "2", "environment", "ZHSTAT_JOBS"],
    ]


def test_a_command_does_as_the_settings_say(place):
    place(zhstat='date = "2022-06-01"\nformat = "csv"\n')
    rows = run("extract", stdin=TEXT).stdout.splitlines()
    assert rows[0].startswith("id,doc,")
    assert "2022-03" in rows[1]
    facts = run("extract", "-f", "jsonl", "--date", "2020-06-01", stdin=TEXT).stdout.splitlines()
    assert json.loads(facts[0])["value"] == "2020-03"


def test_the_ending_of_the_output_says_more_than_a_setting(place, tmp_path):
    place(zhstat='format = "csv"\n')
    for name, first in (("facts.jsonl", b"{"), ("facts.txt", b"i")):
        assert run("extract", "-o", str(tmp_path / name), stdin=TEXT).exit_code == 0
        assert (tmp_path / name).read_bytes()[:1] == first


def test_all_that_is_wrong_is_shown_at_its_place(place):
    place(
        zhstat='fromat = "csv"\nformat = "cvs"\npatterns = [1]\njobs = "2"\nencoding = 8\n'
        'only_patterns = "nowhere"\ndate = "2022-02-30"\n',
        user="color = true\n[jobs]\n",
    )
    done = run("extract", stdin=TEXT)
    assert (done.exit_code, done.stdout) == (2, "")
    lines = [
        line.partition("project/")[2] or line for line in done.stderr.splitlines() if not line.startswith(" ")
    ]
    assert [line.partition("user/zhstat/")[2] or line for line in lines] == [
        "zhstat.toml:1:1: no setting is called fromat",
        lines[1],
        'zhstat.toml:3:12: patterns must be a list of folders: ["my-rules"]',
        "zhstat.toml:4:8: jobs must be a whole number",
        "zhstat.toml:5:12: encoding must be a text in quotes",
        lines[5],
        lines[6],
        "config.toml:1:9: color must be a text in quotes",
        "config.toml:2:1: jobs must be a whole number",
    ]
    assert lines[1].startswith("zhstat.toml:2:10: format: 'cvs' is not one of ")
    assert lines[5].startswith("zhstat.toml:6:17: only_patterns: Directory ")
    assert lines[6].startswith("zhstat.toml:7:8: date: ")
    assert "\n    did you mean format?\n" in done.stderr
    assert '\n    fromat = "csv"\n    ^^^^^^\n' in done.stderr


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"zhstat": "date = 2022-02-30\n"}, "zhstat.toml:1:8: invalid date"),
        ({"zhstat": "date\n"}, "zhstat.toml:1:5: "),
        ({"pyproject": "[tool]\nzhstat = 3\n"}, "pyproject.toml:2:1: tool.zhstat must be a table"),
        ({"pyproject": "[tool.zhstat]\nday = 3\n"}, "pyproject.toml:2:1: no setting is called day"),
    ],
)
def test_a_file_that_is_no_settings_is_named(place, files, message):
    place(**files)
    done = run("config")
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_wrong_environment_variable_is_named(place, monkeypatch):
    place()
    monkeypatch.setenv("ZHSTAT_COLOR", "blue")
    done = run("extract", stdin=TEXT)
    assert done.exit_code == 2
    assert "as ZHSTAT_COLOR says" in done.stderr


def test_help_and_version_need_no_settings(place):
    place(zhstat="broken")
    assert [run("--version").exit_code, run("--help").exit_code] == [0, 0]


def test_every_setting_is_shown_and_extract_heeds_them():
    assert {name for name, _ in bound(group.get_command(None, "config"))} == set(SETTINGS)
    assert set(SETTINGS) - {"jobs"} <= {name for name, _ in bound(group.get_command(None, "extract"))}
