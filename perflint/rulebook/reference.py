"""What a check kind does and takes, as a value: docs/kinds.md, `explain`, the schema and the template say the same."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perflint.checks import find_kind
from perflint.checks.base import Scope
from perflint.checks.examples import example_of
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.yamldata.options import option_types, type_name

_OPTION = lazy_regex(r"([a-z_0-9]+(?:, [a-z_0-9]+)*): (.*)")
_WIDTH = 10_000


@dataclass(frozen=True, slots=True)
class OptionReference:
    """One option of a kind; `default` is None where a rule has to give it, else what YAML writes for it."""

    name: str
    type: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class KindReference:
    """A kind in words: what its docstring says, and a working example for every scope.

    `over_files` is true of a kind that looks at all projects of a run. A rule's `fields` are those of `fields_of`.
    Each of `examples` is a rule file without what every rule has: code, name, title, severity, dimension, message,
    help, why.
    """

    name: str
    paragraphs: tuple[str, ...]
    scopes: tuple[Scope, ...]
    fields_of: tuple[Scope, ...]
    placeholders: tuple[str, ...]
    over_files: bool
    options: tuple[OptionReference, ...]
    examples: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The first sentence."""
        first, stop, _ = (self.paragraphs or ("",))[0].partition(". ")
        return first + stop.strip()


def kind_reference(name: str) -> KindReference | None:
    """The reference of a kind, ours or a plugin's; None where there is none of that name."""
    kind = find_kind(name)
    if kind is None:
        return None
    paragraphs, meanings = described(kind)
    types = option_types(kind)
    options = []
    for member in dataclasses.fields(kind):
        default = default_of(member)
        shown = None if default is dataclasses.MISSING else one_line(plain(default))
        options.append(
            OptionReference(member.name, type_name(types[member.name]), shown, meanings.get(member.name, ""))
        )
    examples = tuple(part.strip() for part in example_of(name).split("\n---\n") if part.strip())
    over_files = all(hasattr(kind, member) for member in ("sign", "match"))
    of = getattr(kind, "fields_of", None)
    return KindReference(
        name=name,
        paragraphs=paragraphs,
        scopes=kind.scopes,
        fields_of=kind.scopes if of is None else (of,),
        placeholders=tuple(sorted(kind.placeholders)),
        over_files=over_files,
        options=tuple(options),
        examples=examples,
    )


def described(kind: Any) -> tuple[tuple[str, ...], dict[str, str]]:
    """A kind's docstring: its paragraphs, and what it says of each option."""
    known = set(option_types(kind))
    paragraphs: list[str] = [""]
    options: dict[str, str] = {}
    current: list[str] = []
    for line in (inspect.getdoc(kind) or "").split("\n"):
        found = _OPTION.fullmatch(line)
        names = found[1].split(", ") if found else []
        if found and known.issuperset(names):
            current = names
            options.update(dict.fromkeys(names, found[2]))
        elif line.startswith(" ") and current:
            options.update({name: f"{options[name]} {line.strip()}" for name in current})
        elif line:
            current = []
            paragraphs[-1] = f"{paragraphs[-1]} {line}".strip()
        elif paragraphs[-1]:
            paragraphs.append("")
    return tuple(p for p in paragraphs if p), options


def default_of(member: dataclasses.Field[Any]) -> Any:
    """The default of an option, MISSING where it has to be given."""
    if member.default_factory is not dataclasses.MISSING:
        return member.default_factory()
    return member.default


def plain(value: Any) -> Any:
    """A check's option as YAML writes it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(v) for v in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    return value


def one_line(value: Any) -> str:
    """A default on one line, as YAML writes it."""
    return '""' if value == "" else written(value, width=_WIDTH, flow=True)


def written(data: Any, *, width: int, flow: bool | None = None) -> str:
    """Plain data as YAML, without a line end; `flow` as YAML's own dumper takes it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Knows decimals, so that 0.8 stays 0.8."""

    Dumper.add_representer(Decimal, lambda d, n: d.represent_scalar("tag:yaml.org,2002:float", str(n)))
    dumped: str = yaml.dump(
        data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=width, default_flow_style=flow
    )
    return dumped.removesuffix("...\n").strip()
