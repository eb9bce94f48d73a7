from perflint.model import Location, Place
from perflint.report.place import file_and_place, place_text


def test_places_without_lines() -> None:
    cases = {
        Place(kind="cell", sheet="Sheet1", cell="D7"): ("Sheet1!D7", "Sheet1!D7"),
        Place(kind="cell", cell="D7"): ("D7", "D7"),
        Place(kind="word", table=2, row=3, column=4): ("表2第3行第4列", "table 2 row 3 column 4"),
        Place(kind="word", paragraph=5): ("第5段", "paragraph 5"),
        Place(kind="page", page=3, box=(1.0, 2.0, 3.0, 4.0)): ("第3页", "page 3"),
        Place(): ("", ""),
    }
    assert {place: (place_text(place), place_text(place, "en")) for place in cases} == cases


def test_file_alone_where_nothing_is_known() -> None:
    assert file_and_place("a.pdf", Location(None, Place(kind="page", page=3))) == "a.pdf:第3页"
    assert file_and_place("a.txt", Location(None, None)) == "a.txt"
    assert file_and_place("a.txt", Location(None, Place())) == "a.txt"
