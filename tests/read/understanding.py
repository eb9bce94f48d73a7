"""What is understood of a file and found in it, places and white space aside, to be compared between formats.

The files are read in this process: a worker for each of hundreds would take more time than all else.
"""

from functools import lru_cache

from perflint.api import Options, rulebook
from perflint.engine import Plan, check_parsed
from perflint.options import taxonomy_of
from perflint.parse import parse_document
from perflint.parse.tojson import table_to_json
from perflint.passes import fingerprinted, in_order
from perflint.read import read_document

STRICT = Options(profile="strict")


def squeezed(value):
    """A text without white space, or all texts of a JSON value so."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: squeezed(one) for key, one in value.items() if key not in ("place", "dump", "fragments")}
    return [squeezed(one) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=1)
def plan():
    return Plan.of(rulebook(STRICT), taxonomy_of(STRICT), on_error="raise")


@lru_cache(maxsize=16)
def parsed(data, name):
    return parse_document(read_document(data, name), plan().taxonomy)


@lru_cache(maxsize=16)
def understood(data, name):
    """The tables of a file as JSON."""
    return squeezed([table_to_json(table) for table in parsed(data, name).tables])


@lru_cache(maxsize=16)
def reported(data, name):
    """The diagnostics of a file by all rules, each with its evidence."""
    found = fingerprinted(in_order(check_parsed(parsed(data, name), plan()).diagnostics))
    return sorted((d.rule, squeezed(d.message), squeezed(d.evidence or ""), d.fingerprint) for d in found)
