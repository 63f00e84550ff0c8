"""The cache of compiled rules: never trusted, never needed."""

import os
import zlib

import pytest
import regex

from extractor.digests import digest_of
from extractor.rules import build, cache, load_rules
from extractor.rules.model import Compiled

RULE = """
[[rule]]
id = "count.thing"
gives = "count"
doc = "A count."
regex = '''(?P<number>\\d++)(?P<unit>{unit})'''
[rule.yes]
"来了<3人>" = { value = 3 }
[rule.no]
"没有人" = "there is no number"
"""


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "rules" / "lexicon").mkdir(parents=True)
    (tmp_path / "rules" / "count.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "rules" / "lexicon" / "unit.tsv").write_text("word\n人\n人次\n", encoding="utf-8")
    return tmp_path / "rules"


@pytest.fixture
def store(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def builds(monkeypatch):
    """Count how often rules are built from their files."""
    counted = []
    build_rules = build.build

    def counting(files, digest, **how):
        counted.append(digest)
        return build_rules(files, digest, **how)

    monkeypatch.setattr(build, "build", counting)
    return counted


def fetch(rules, store):
    found = load_rules(rules, builtin=False, cache=store)
    [rule] = found
    assert rule.pattern.search("共30人次")["unit"] == "人次"
    assert rule.yes[0].expect == ({"value": "3"},)
    assert found.lexicons["unit"].words == ("人", "人次")
    return found


def test_what_comes_from_a_cache_is_what_was_put_there(rules, store, builds):
    first, second = fetch(rules, store), fetch(rules, store)
    assert len(builds) == 1
    assert first.digest == second.digest
    for name in ("id", "gives", "doc", "regex", "file", "line", "yes", "no", "constants", "timeout"):
        assert getattr(first.rules[0], name) == getattr(second.rules[0], name)
    assert first.rules[0].pattern._pickled_data == second.rules[0].pattern._pickled_data
    assert first.lexicons["unit"].rows == second.lexicons["unit"].rows


def test_a_changed_file_makes_a_cache_stale_and_takes_its_place(rules, store, builds):
    fetch(rules, store)
    path = rules / "count.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    fetch(rules, store)
    assert len(builds) == 2
    assert len(list(store.iterdir())) == 1


def test_another_version_makes_a_cache_stale(rules, store, builds, monkeypatch):
    fetch(rules, store)
    monkeypatch.setattr(cache.regex, "__version__", "1")
    fetch(rules, store)
    assert len(builds) == 2


def with_checksum(content: bytes) -> bytes:
    return cache._MAGIC + digest_of(content) + content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: b"x" + content,
        lambda _: with_checksum(b"\xc1"),
        lambda _: with_checksum(b"\x80"),
        lambda content: with_checksum(content[47:].replace(b"count.thing", b"count\xff.hing")),
    ],
    ids=["empty", "cut", "one bit", "shifted", "no msgpack", "no ruleset", "no text"],
)
def test_a_broken_cache_is_written_anew(rules, store, builds, spoil):
    fetch(rules, store)
    [path] = store.iterdir()
    path.write_bytes(spoil(path.read_bytes()))
    fetch(rules, store)
    fetch(rules, store)
    assert len(builds) == 2


@pytest.mark.parametrize("code", [b"", b"?", *map(zlib.compress, (b"\xc1", b"\x93\x01\x02\x03", b"\x80"))])
def test_byte_code_that_regex_refuses_is_compiled_anew(code):
    sound = Compiled.of(regex.compile("(?P<digit>[0-9])人"))
    assert sound.pattern.match("3人")["digit"] == "3"
    assert Compiled(sound.text, code).pattern.match("3人")["digit"] == "3"


def test_a_folder_that_cannot_be_written_is_done_without(rules, store, builds):
    store.write_text("a file where the folder should be", encoding="utf-8")
    fetch(rules, store)
    fetch(rules, store)
    assert len(builds) == 2


def test_without_a_cache_nothing_is_written(rules, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    load_rules(rules, builtin=False, cache=None)
    assert not (tmp_path / "xdg").exists()


def test_the_cache_is_where_the_user_keeps_caches(rules, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    load_rules(rules, builtin=False)
    [path] = (tmp_path / "xdg" / "zhstat").iterdir()
    assert path.name.startswith("rules-")
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.default_folder() == tmp_path / ".cache" / "zhstat"


def test_of_all_that_was_ever_kept_the_newest_stay(rules, store):
    for number in range(cache._KEPT + 3):
        old = store / f"rules-{number}.cache"
        old.parent.mkdir(exist_ok=True)
        old.write_bytes(b"")
        os.utime(old, (number, number))
    load_rules(rules, builtin=False, cache=store)
    names = {path.name for path in store.iterdir()}
    assert len(names) == cache._KEPT
    assert "rules-0.cache" not in names
    assert f"rules-{cache._KEPT + 2}.cache" in names


def test_rules_that_are_to_read_no_documents_are_not_kept(rules, store, builds):
    slow = load_rules(rules, builtin=False, cache=store, fast=False)
    assert slow.scan is None
    assert load_rules(rules, builtin=False, cache=store).scan is not None
    assert (
        load_rules(rules, builtin=False, cache=store, fast=False).scan is not None
    )  # it is there, so it is used
    assert len(builds) == 2
