"""check(parse(x)) equals check(x), places aside, for every example table."""

import json
from pathlib import Path

import pytest

from perflint.api import Options, check_bytes, check_tables, parse_bytes
from perflint.report.parse_json import parse_document

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples" / "tables").iterdir())
STRICT = Options(profile="strict", on_error="raise")


def shown(diagnostic):
    """Everything a diagnostic says but where it stands."""
    return (
        diagnostic.rule, diagnostic.severity, diagnostic.message, diagnostic.help, diagnostic.subject,
        diagnostic.field, json.dumps(diagnostic.values, ensure_ascii=False), diagnostic.indicator,
        diagnostic.evidence, [r.evidence for r in diagnostic.related],
    )  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_parsed_lists_give_the_same_diagnostics(path):
    data = path.read_bytes()
    parsed = parse_bytes(data, path.name)
    document = parse_document([parsed])
    want = sorted(map(str, map(shown, check_bytes(data, path.name, STRICT).diagnostics)))
    as_file = check_bytes(json.dumps(document, ensure_ascii=False).encode(), path.with_suffix(".json").name, STRICT)
    assert sorted(map(str, map(shown, as_file.diagnostics))) == want
    from_memory = check_tables(document, STRICT)
    assert sorted(map(str, map(shown, from_memory.diagnostics))) == want
