"""What is understood of a file and found in it, places and white space aside, to be compared between formats."""

from perflint.api import Options, check_bytes, parse_bytes
from perflint.parse.tojson import table_to_json


def squeezed(value):
    """A text without white space, or all texts of a JSON value so."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: squeezed(one) for key, one in value.items() if key not in ("place", "dump", "fragments")}
    return [squeezed(one) for one in value] if isinstance(value, list) else value


def understood(data, name):
    """The tables of a file as JSON."""
    parsed = parse_bytes(data, name)
    assert parsed.parsed is not None, parsed.error
    return squeezed([table_to_json(table) for table in parsed.parsed.tables])


def reported(data, name):
    """The diagnostics of a file by all rules, each with its evidence."""
    found = check_bytes(data, name, Options(profile="strict")).diagnostics
    return sorted((d.rule, squeezed(d.message), squeezed(d.evidence or ""), d.fingerprint) for d in found)
