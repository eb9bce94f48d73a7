"""Writes docs/rules/ (a page per rule, an index), docs/kinds.md and docs/rule.schema.json from rules and check kinds.

With --check it writes nothing, names every page that is out of date and exits with 1.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from perflint.checks import KINDS
from perflint.checks.base import FIELDS
from perflint.errors import Message
from perflint.report.json import dump
from perflint.rulebook import Example, Rule, load_rulebook
from perflint.rulebook.reference import KindReference, default_of, kind_reference, plain, written
from perflint.rulebook.schema import rule_schema

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
GENERAL = (
    "words", "pattern", "required", "one-of", "range", "compare", "dimension", "direction", "unique", "similar", "sum",
    "coverage", "year", "frequency", "classify", "expression",
)  # fmt: skip
SCHEMA_DEPTH = 6
NOTICE = "<!-- Written by scripts/build_rule_docs.py; change the rule file or the check kind instead. -->\n"
PLAIN_KEYS = ("category", "level1", "level2", "name", "period", "annual", "actual", "unit", "note", "formula")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


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
    return ["```yaml", *written(data, width=110).split("\n"), "```", ""]


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


def kind_section(kind: KindReference, rules: Sequence[Rule]) -> list[str]:
    """The part of docs/kinds.md about one kind; its examples leave out what every rule has."""
    lines = [f"## {kind.name}", "", *(line for p in kind.paragraphs for line in (p, ""))]
    facts = [("scopes", ", ".join(kind.scopes))]
    facts.append(("placeholders", ", ".join(f"`{{{p}}}`" for p in kind.placeholders) or "–"))
    if kind.over_files:
        facts.append(("looks at", "all projects of a run, over all its files"))
    used = ", ".join(f"[{r.code}](rules/{r.code}.md)" for r in rules if r.kind == kind.name)
    facts.append(("used by", used or "–"))
    lines += table(("", ""), facts)
    rows = []
    for option in kind.options:
        default = "required" if option.default is None else f"`{cell(option.default)}`"
        rows.append((f"`{option.name}`", text(option.type), default, cell(option.meaning)))
    lines += table(("option", "type", "default", "meaning"), rows) if rows else []
    return [*lines, *(line for part in kind.examples for line in ("```yaml", *part.split("\n"), "```", ""))]


def cell(string: str) -> str:
    """Markdown as a cell of a table may hold it."""
    return string.replace("|", "\\|")


def field_section() -> list[str]:
    """The fields of each scope."""
    rows = [(scope, " ".join(f"`{field}`" for field in fields)) for scope, fields in FIELDS.items() if fields]
    return ["## Fields", "", *table(("scope", "what `fields:` may name"), rows)]


def kinds_page(rules: Sequence[Rule]) -> str:
    """The reference of all check kinds."""
    lines = [
        NOTICE,
        "# The check kinds",
        "",
        "A rule names its kind with `kind:` and sets the kind's options under `with:`. `scopes` are those that the",
        "rule may give as `scope:`; `placeholders` are those that its messages may hold. Below each kind stands a",
        "working example for every scope; a rule file adds what every rule has: code, name, title, severity,",
        "dimension, message, help, why. A rule over several scopes shows each scope only the fields that it has;",
        "`indicator.name` is the name of one scope only.",
        "",
        *field_section(),
        f"General ones, for rules of your own: {', '.join(f'[`{k}`](#{k})' for k in GENERAL if k in KINDS)}.",
        "",
    ]
    references = (kind_reference(name) for name in sorted(KINDS))
    for reference in references:
        lines += kind_section(reference, rules) if reference else []
    return "\n".join(lines).rstrip() + "\n"


# ---- files


def pages() -> dict[str, str]:
    """Every generated page: path below docs/ -> text."""
    rules = load_rulebook().rules
    made = {f"rules/{rule.code}.md": rule_page(rule) for rule in rules}
    schema = dump(rule_schema(), SCHEMA_DEPTH)
    return {**made, "rules/README.md": index_page(rules), "kinds.md": kinds_page(rules), "rule.schema.json": schema}


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
