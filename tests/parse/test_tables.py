"""Tables in the manner of provinces, ministries and counties: tests/parse/tables, each with all that is understood."""

import pytest
from variant_tables import FOLDER, load, understood

CASES = {
    f"{path.stem}-{case['id']}": case for path in sorted(FOLDER.parent.glob("tables/*.yaml")) for case in load(path)
}


@pytest.mark.parametrize(
    ("name", "suffix"),
    [(name, suffix) for name, case in CASES.items() for suffix in ([case["as"]] if "as" in case else ["html", "xlsx"])],
)
def test_table(name, suffix):
    found, wanted = understood(CASES[name], suffix)
    assert found == wanted
