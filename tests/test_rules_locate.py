"""Where the values of a TOML file stand."""

import pytest

from extractor.rules.locate import TomlFile

TEXT = '''# A file with everything in it.
plain = 1
"quoted key" = "b\\u4EBA\\tc"
a.b = [ 1, "two", # three
  [3], { x = 4 } ]

[[rule]]
id = 'first'
[rule.yes]
"<人>" = { value = 1.5, unit = "人" }

[[rule]]
id = """
second"""
when = 2026-11-01 07:32:00 # a day
[[rule.part]]
n = 1
[[rule.part]]
n = 2
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("plain",), "plain", "1"),
        (("quoted key",), '"quoted key"', '"b\\u4EBA\\tc"'),
        (("a", "b", 1), '"two"', '"two"'),
        (("a", "b", 2, 0), "3", "3"),
        (("a", "b", 3, "x"), "x", "4"),
        (("rule", 0, "id"), "id", "'first'"),
        (("rule", 0, "yes"), "[rule.yes]", "[rule.yes]"),
        (("rule", 0, "yes", "<人>"), '"<人>"', '{ value = 1.5, unit = "人" }'),
        (("rule", 0, "yes", "<人>", "value"), "value", "1.5"),
        (("rule", 1), "[[rule]]", "[[rule]]"),
        (("rule", 1, "when"), "when", "2026-11-01 07:32:00"),
        (("rule", 1, "part", 1, "n"), "n", "2"),
    ],
)
def test_keys_and_values_are_where_they_were_typed(path, key, value):
    file = TomlFile("x.toml", TEXT)
    spot = file._spot(path)
    assert (TEXT[spot.key : spot.key_end], TEXT[spot.value : spot.value_end]) == (key, value)


def test_what_has_no_place_of_its_own_is_where_its_table_is():
    file = TomlFile("x.toml", TEXT)
    assert file.position(("rule", 0, "doc")) == file.position(("rule", 0)) == (7, 1)


@pytest.mark.parametrize(
    ("path", "index", "expected"),
    [
        (("quoted key",), 0, "b"),
        (("quoted key",), 1, "\\"),
        (("quoted key",), 3, "c"),
        (("quoted key",), 4, '"'),
        (("rule", 0, "id"), 1, "i"),
        (("rule", 1, "id"), 0, "s"),
    ],
)
def test_a_character_of_a_string_is_found_in_the_file(path, index, expected):
    file = TomlFile("x.toml", TEXT)
    assert TEXT[file.inside(path, index)] == expected


def test_every_value_of_every_file_has_its_place():
    def paths(value, path=()):
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, below in items:
            yield (*path, key)
            yield from paths(below, (*path, key))

    file = TomlFile("x.toml", TEXT)
    assert [path for path in paths(file.data) if path not in file._spots] == []
