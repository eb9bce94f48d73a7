"""A rule's `kind`, `with` and `fields` become its check; a fault shows the line and options that work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from perflint.checks import find_kind, kind_names
from perflint.checks.base import FIELDS, Scope
from perflint.errors import DefinitionError, Message, OptionFault, Problem, did_you_mean
from perflint.yamldata.marks import Marks
from perflint.yamldata.options import build_options

SCOPES: tuple[Scope, ...] = ("file", "table", "project", "indicator")
Path = tuple[str | int, ...]


def read_check(data: Mapping[str, Any], marks: Marks, builtin: bool, problems: list[Problem]) -> Any:
    """The check of a rule file's data, or None; every fault is added to `problems`."""
    kind, options = str(data["kind"]), data.get("with") or {}
    found = find_kind(kind)
    if found is None:
        hint = did_you_mean(kind, kind_names())
        message = Message(f"没有检查种类“{kind}”{hint.zh}", f"there is no check kind '{kind}'{hint.en}")
        problems.append(marks.problem(("kind",), message))
        return None
    if not isinstance(options, dict):
        message = Message("“with”应是一个映射", "'with' should be a mapping")
        problems.append(marks.problem(("with",), message))
        return None

    mine: list[Problem] = []

    def report(path: Path, message: Message, at_key: bool = False, offset: tuple[int, int] | None = None) -> None:
        problem = marks.problem(("with", *path), message, at_key=at_key, offset=offset)
        mine.append(replace(problem, quote=marks.line(problem.line)))

    check = build_options(kind, found, options, report)
    # The shipped rules are proved by the test suite; compiling all their patterns here would cost every start.
    if check is not None and not builtin:
        fault = _objection(check, _scopes(data))
        if fault is not None:
            path = fault.path or (_path_to(options, fault.given) if fault.given is not None else ())
            report(path, fault.message, False, fault.offset)
    if mine:
        from perflint.checks.examples import sample_of

        # One sample below all of them is enough.
        mine[-1] = replace(mine[-1], sample=sample_of(kind))
        problems.extend(mine)
    return check


def shipped_check(data: Mapping[str, Any], marks: Marks) -> Any:
    """The check of a shipped rule file's data. Raises DefinitionError for its faults."""
    problems: list[Problem] = []
    check = read_check(data, marks, True, problems)
    if problems:
        raise DefinitionError(problems)
    return check


def _scopes(data: Mapping[str, Any]) -> list[str]:
    given = data["scope"]
    return [s for s in ([given] if isinstance(given, str) else given or []) if s in SCOPES]


def _objection(check: Any, scopes: list[str]) -> OptionFault | None:
    """What the kind itself has against its options, or against the rule's scopes."""
    steps: list[Callable[[], None]] = []
    if hasattr(check, "validate"):
        steps.append(check.validate)
    if hasattr(check, "validate_in"):
        steps.extend(partial(check.validate_in, scope) for scope in scopes if scope in check.scopes)
    for step in steps:
        try:
            step()
        except OptionFault as fault:
            return fault
        except ValueError as error:
            return OptionFault((), str(error), str(error))
    return None


def _path_to(value: Any, wanted: str) -> Path:
    """The path to a string among options; the empty one where it is not there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in items:
        if member == wanted:
            return (key,)
        below = _path_to(member, wanted)
        if below:
            return (key, *below)
    return ()


def unknown_fields(
    given: tuple[str, ...], data: Mapping[str, Any], check: Any, report: Callable[[Path, str, str], None]
) -> None:
    """Report each field that none of the rule's scopes has (or the scope that the kind looks into)."""
    of = getattr(check, "fields_of", None)
    scopes = [cast(Scope, s) for s in (_scopes(data) if of is None else [of])]
    known = [name for scope in scopes for field in FIELDS[scope] for name in (field, f"{scope}.{field}")]
    for index, field in enumerate(given):
        if field in known or not scopes:
            continue
        hint, listed = did_you_mean(field, known), known[::2]
        zh = hint.zh or (f"（可用：{'、'.join(listed)}）" if listed else "")
        en = hint.en or (f" (it has: {', '.join(listed)})" if listed else "")
        report(
            ("fields",) if isinstance(data.get("fields"), str) else ("fields", index),
            f"范围“{'、'.join(scopes)}”没有字段“{field}”{zh}",
            f"the scope {', '.join(scopes)} has no field '{field}'{en}",
        )
