"""JSON with places: every scalar can be found again in the source, errors say where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.jsonlist import json_positions
from perflint.read.limits import Limits, within


def plain(node):
    if node.kind == "object":
        return {key: plain(value) for key, value in node.value.items()}
    if node.kind == "array":
        return [plain(value) for value in node.value]
    if node.kind == "number":
        return json.loads(node.value)
    return node.value


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(values, st.booleans())
def test_the_same_values_as_the_standard_library(value, ascii_only):
    source = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    if "\\ud" not in source:
        assert plain(json_positions(source)) == value


def test_strings_know_their_places_behind_escapes():
    source = '{"name": "A\\"\\u4e2d\\ud83d\\ude00终", "n": -12.50e1}'
    node = json_positions(source)
    cell = node.value["name"].cell
    assert cell.text == 'A"中😀终'
    assert [source[slice(*cell.source_span(i, i + 1))] for i in range(5)] == [
        "A",
        '\\"',
        "\\u4e2d",
        "\\ud83d\\ude00",
        "终",
    ]
    number = node.value["n"].cell
    assert (number.text, source[slice(*number.source_span(0, len(number.text)))]) == ("-12.50e1", "-12.50e1")


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("", "1:1"),
        ('{"a": 1,}', "1:9"),
        ("[1,\n 2 3]", "2:4"),
        ('["a\nb"]', "1:4"),
        ('{"a" 1}', "1:6"),
        ("[1] x", "1:5"),
        ('["\\x"]', "1:3"),
        ("[01]", "1:3"),
        ("[NaN]", "1:2"),
    ],
)
def test_wrong_json_says_where(source, where):
    with pytest.raises(ReadError) as error:
        json_positions(source)
    assert f"（{where}）" in error.value.message.zh
    assert f"({where})" in error.value.message.en


def test_depth_and_count_are_limited():
    with pytest.raises(ReadError, match="deep"):
        json_positions("[" * 100_000)
    with pytest.raises(ReadError, match="cells"), within(Limits(cells=300)):
        json_positions("[" + "1," * 301 + "1]")


def test_a_json_file_has_a_tree_and_no_grids():
    document = read_document('[{"name": "甲"}]'.encode(), "a.json")
    assert document.grids == ()
    assert document.tree.value[0].value["name"].value == "甲"
