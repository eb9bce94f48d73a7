"""Writes docs/rules/ (a page per rule and an index) and docs/kinds.md from the rule files and the check kinds.

With --check it writes nothing, names every page that is out of date and exits with 1.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from perflint.checks import KINDS
from perflint.errors import Message
from perflint.rulebook import Example, Rule, load_rulebook
from perflint.yamldata.options import option_types, type_name

ROOT = Path(__file__).resolve().parent.parent
FAMILIES = {
    "PRS": "reading 读取",
    "STR": "completeness 完整性",
    "VAG": "clear targets 明确",
    "BAS": "baseline 基准",
    "DUP": "no repetition 不重复",
    "CAT": "right category 指标归类",
    "PER": "periods and years 期间与年度",
    "UNT": "numbers and units 数值与单位",
    "GOL": "goal and indicators 相关性",
    "AMT": "money 资金",
    "SCO": "self-evaluation 自评",
    "TXT": "text 文字",
}
NOTICE = "<!-- Written by scripts/build_rule_docs.py; change the rule file or the check kind instead. -->\n"
PLAIN_KEYS = ("category", "level1", "level2", "name", "period", "annual", "actual", "unit", "note", "formula")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")
_OPTION = re.compile(r"([a-z_0-9]+(?:, [a-z_0-9]+)*): (.*)")


def text(string: object) -> str:
    """A string as Markdown shows it verbatim, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(str(string).split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def both(message: Message) -> list[str]:
    """A message in both languages, each a paragraph."""
    return [text(message.en), "", text(message.zh), ""]


def as_yaml(data: Any) -> list[str]:
    """Data as a fenced block in the form in which a rule file writes them."""
    dumped = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return ["```yaml", *dumped.rstrip().split("\n"), "```", ""]


def plain(value: Any) -> Any:
    """A check's option as YAML writes it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(v) for v in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    return value


def default_of(member: dataclasses.Field[Any]) -> Any:
    """The default of an option, MISSING where it has to be given."""
    if member.default_factory is not dataclasses.MISSING:
        return member.default_factory()
    return member.default


# ---- rules


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    lines = [NOTICE, f"# {rule.code} {rule.name}", "", f"{text(rule.title.en)} · {text(rule.title.zh)}", ""]
    facts = [
        ("severity", severity_of(rule)),
        ("profile", f"`{rule.profile}`"),
        ("about", ", ".join(rule.scope)),
        ("looks at", ", ".join(f"`{f}`" for f in rule.fields) or "–"),
        ("dimension of the review form", rule.dimension),
        ("check kind", f"[`{rule.kind}`](../kinds.md#{rule.kind})"),
        ("silent where one of these speaks", ", ".join(f"[{c}]({c}.md)" for c in rule.yields_to) or "–"),
        ("mended without a decision", "yes" if rule.fix else "no"),
        ("file", f"[`rules/{rule.path}`](../../rules/{rule.path})"),
    ]
    lines += table(("", ""), facts)
    lines += ["## Why", "", *both(rule.why), "## Message", "", *both(rule.message), "## What to write instead", ""]
    lines += both(rule.help)
    for name, variant in rule.variants.items():
        lines += [f"### Variant `{name}`", "", *both(variant.message)]
        if variant.help != rule.help:
            lines += both(variant.help)
    if rule.basis:
        lines += ["## Basis", ""]
        lines += [f"- {text(b.document)}: {text(b.note.en)} · {text(b.note.zh)}".rstrip(" ·:") for b in rule.basis]
        lines += [""]
    lines += ["## Found", "", *examples(rule.examples.bad), "## Not found", "", *examples(rule.examples.good)]
    options = changed_options(rule)
    if options:
        lines += ["## Options", "", "As this rule sets them for its check kind.", "", *as_yaml({"with": options})]
    return "\n".join(lines).rstrip() + "\n"


def severity_of(rule: Rule) -> str:
    """The severity with its exceptions."""
    exceptions = []
    for condition, severity in rule.severity_when:
        given = {f.name: getattr(condition, f.name) for f in dataclasses.fields(condition)}
        words = "; ".join(f"{k}: {plain_words(v)}" for k, v in given.items() if v or v is False)
        exceptions.append(f"{severity} where {text(words)}")
    return f"**{rule.severity}**" + "".join(f", {e}" for e in exceptions)


def plain_words(value: Any) -> str:
    """A condition's value in words."""
    return ", ".join(value) if isinstance(value, tuple) else str(value).lower()


def changed_options(rule: Rule) -> dict[str, Any]:
    """The options of the rule's check that are not the kind's defaults."""
    members = dataclasses.fields(type(rule.check))
    given = {m.name: (getattr(rule.check, m.name), default_of(m)) for m in members}
    return {name: plain(value) for name, (value, default) in given.items() if value != default}


def examples(listed: Sequence[Example]) -> list[str]:
    """Examples of one indicator as a table, all others as the YAML of a rule file."""
    simple = [e for e in listed if all(isinstance(v, (str, int, float)) or v is None for v in e.data.values())]
    rest = [e for e in listed if e not in simple]
    lines: list[str] = []
    if simple and all("text" not in e.data for e in simple):
        used = list(dict.fromkeys((*PLAIN_KEYS, *(k for e in simple for k in e.data))))
        keys = [k for k in used if any(k in e.data for e in simple)]
        known = [k for k in ("year", "filename", "severity") if any(getattr(e, k) for e in simple)]
        places = ["found"] if any(e.at for e in simple) else []
        rows = [
            [
                *(text(e.data.get(k) or "") for k in keys),
                *(text(getattr(e, k) or "") for k in known),
                *("; ".join(f"{field}: {text(words)}" for field, words in e.at) for _ in places),
            ]
            for e in simple
        ]
        lines += table([*keys, *known, *places], rows)
    else:
        rest = list(listed)
    for example in rest:
        extra = {k: getattr(example, k) for k in ("year", "filename", "severity") if getattr(example, k)}
        places = [list(p) for p in example.at]
        at = {"at": places[0] if len(places) == 1 else places} if places else {}
        lines += as_yaml([{**extra, **plain_data(example.data), **at}])
    return lines


def plain_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without shared parts, so that no anchors are written."""
    return {k: copied(v) for k, v in data.items()}


def copied(value: Any) -> Any:
    """A deep copy of lists and mappings."""
    if isinstance(value, Mapping):
        return {k: copied(v) for k, v in value.items()}
    return [copied(v) for v in value] if isinstance(value, list) else value


def index_page(rules: Sequence[Rule]) -> str:
    """The list of all rules, by family."""
    strict = sum(rule.profile == "strict" for rule in rules)
    lines = [NOTICE, "# The rules", ""]
    lines += [f"{len(rules)} rules; the {strict} marked *strict* are off unless `--profile strict` is given.", ""]
    families = sorted({r.family for r in rules}, key=lambda f: (f not in FAMILIES, [*FAMILIES, f].index(f), f))
    for family in families:
        lines += [f"## {family}" + (f": {FAMILIES[family]}" if family in FAMILIES else ""), ""]
        rows = [
            (
                f"[{r.code}]({r.code}.md)",
                f"`{r.name}`",
                text(r.title.zh),
                text(r.title.en),
                r.severity + (" *strict*" if r.profile == "strict" else ""),
                ", ".join(r.scope),
            )
            for r in rules
            if r.family == family
        ]
        lines += table(("code", "name", "标题", "title", "severity", "about"), rows)
    return "\n".join(lines).rstrip() + "\n"


# ---- kinds


def described(kind: type) -> tuple[list[str], dict[str, str]]:
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
    return [p for p in paragraphs if p], options


def kind_section(name: str, kind: type, rules: Sequence[Rule]) -> list[str]:
    """The part of docs/kinds.md about one kind."""
    paragraphs, options = described(kind)
    given: Any = kind
    lines = [f"## {name}", "", *(line for p in paragraphs for line in (p, ""))]
    facts = [("scopes", ", ".join(given.scopes))]
    facts.append(("placeholders", ", ".join(f"`{{{p}}}`" for p in sorted(given.placeholders)) or "–"))
    if all(hasattr(kind, member) for member in ("sign", "match")):
        facts.append(("looks at", "all projects of a run, over all its files"))
    facts.append(("used by", ", ".join(f"[{r.code}](rules/{r.code}.md)" for r in rules if r.kind == name) or "–"))
    lines += table(("", ""), facts)
    types = option_types(kind)
    rows = []
    for member in dataclasses.fields(kind):
        default = default_of(member)
        shown = "required" if default is dataclasses.MISSING else f"`{flow(plain(default))}`"
        described_as = options.get(member.name, "").replace("|", "\\|")
        rows.append((f"`{member.name}`", text(type_name(types[member.name])), shown, described_as))
    return lines + (table(("option", "type", "default", "meaning"), rows) if rows else [])


def flow(value: Any) -> str:
    """A default on one line, as YAML writes it."""
    if value == "":
        return '""'
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return dumped.removesuffix("...\n").strip().replace("|", "\\|")


def kinds_page(rules: Sequence[Rule]) -> str:
    """The reference of all check kinds."""
    lines = [
        NOTICE,
        "# The check kinds",
        "",
        "A rule names its kind with `kind:` and sets the kind's options under `with:`. `scopes` are those that the",
        "rule may give as `scope:`; `placeholders` are those that its messages may hold.",
        "",
    ]
    for name in sorted(KINDS):
        lines += kind_section(name, KINDS[name], rules)
    return "\n".join(lines).rstrip() + "\n"


# ---- files


def pages() -> dict[str, str]:
    """Every generated page: path below docs/ -> text."""
    rules = load_rulebook().rules
    made = {f"rules/{rule.code}.md": rule_page(rule) for rule in rules}
    return {**made, "rules/README.md": index_page(rules), "kinds.md": kinds_page(rules)}


def stale(docs: Path, made: Mapping[str, str]) -> list[str]:
    """The pages that are missing, differ, or belong to no rule any more."""
    there = {p.relative_to(docs).as_posix() for p in (docs / "rules").glob("*.md")}
    differ = [
        name
        for name, wanted in made.items()
        if not (docs / name).is_file() or (docs / name).read_text(encoding="utf-8") != wanted
    ]
    return sorted({*differ, *(there - set(made))})


def write(docs: Path, made: Mapping[str, str]) -> None:
    """Write what is stale and remove what is no page any more."""
    (docs / "rules").mkdir(parents=True, exist_ok=True)
    for name in stale(docs, made):
        if name in made:
            (docs / name).write_text(made[name], encoding="utf-8", newline="\n")
        else:
            (docs / name).unlink()


def main(arguments: Sequence[str] | None = None, docs: Path = ROOT / "docs") -> int:
    """Run with the command line's arguments; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which pages are out of date")
    made = pages()
    if not parser.parse_args(arguments).check:
        write(docs, made)
        return 0
    old = stale(docs, made)
    for name in old:
        print(f"docs/{name} is out of date: run scripts/build_rule_docs.py", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
