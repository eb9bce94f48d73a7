"""Tables put together at random out of the layouts of real ones: everything in them is understood."""

import pytest
from compose import Composer
from variant_tables import amounts_found, shown, tables_in

SEEDS = range(240)


def understood(seed):
    """(found, wanted) of one composed table, as far as the composer says what is wanted."""
    rows, suffix, wanted = Composer(seed).compose()
    tables = tables_in({"grids": [rows]}, suffix)
    found = []
    for table, expected in zip(tables, wanted, strict=False):
        one = {key: getattr(table, key) for key in expected if key != "projects"}
        if "year" in one:
            one["year"] = table.year and table.year.value
        found.append({key: value if isinstance(value, int) else str(value) for key, value in one.items()})
        found[-1]["projects"] = [
            project_as(project, like)
            for project, like in zip(table.projects, expected["projects"] + expected["projects"][:1], strict=False)
        ]
        found[-1]["fragments"] = [str(text) for text in table.fragments]
    return found, [{**one, "fragments": []} for one in wanted]


def project_as(project, expected):
    found = {key: str(getattr(project, key)) for key in expected if key not in ("indicators", "amounts")}
    if "amounts" in expected:
        found["amounts"] = amounts_found(project)
    fields = list(expected["indicators"][0])
    found["indicators"] = [{field: shown(i, field) for field in fields} for i in project.indicators]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_composed_table(seed):
    found, wanted = understood(seed)
    assert found == wanted
