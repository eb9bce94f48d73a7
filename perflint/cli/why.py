"""`perflint config show --why`: each setting with the place that made it, and the rules that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perflint.report.contract import plain
from perflint.report.parse_text import aligned
from perflint.report.safe import visible
from perflint.rulebook import Rule, RuleBook, load_rulebook

if TYPE_CHECKING:
    from perflint.config import Config, Origin

Row = list[str]
_LONGEST = 60


def reasons(config: Config, shown: Mapping[str, Any], book: RuleBook, lang: str) -> str:
    """The settings of `shown` with their places, then the rules of `book` that differ from what ships."""
    english = lang == "en"
    rows = [row for key, value in shown.items() if key != "file" for row in _setting(config, key, value, english)]
    lines = aligned(rows)
    shipped = load_rulebook(config.rules).by_code
    changed = aligned([row for rule in book.rules for row in _changes(config, rule, shipped[rule.code], book, english)])
    lines.extend(["", "rules that differ from their defaults:" if english else "与默认不同的规则："])
    lines.extend(f"  {line}" for line in changed or ["none" if english else "无"])
    return "".join(visible(line) + "\n" for line in lines)


def _place(origin: Origin | None, english: bool) -> str:
    """Where a setting was made, its file relative to the working directory where it lies below it."""
    if origin is None:
        return "default" if english else "默认"
    name, line, column = origin.place()
    if not line:
        return name
    with suppress(ValueError):
        name = Path(name).relative_to(Path.cwd()).as_posix()
    return f"{name}:{line}:{column}"


def _words(value: Any) -> str:
    """A value on one line, cut where it is long."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        text = f"[{', '.join(_words(item) for item in items)}]"
    else:
        text = str(plain(value)) if value is not None else "–"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _setting(config: Config, key: str, value: Any, english: bool) -> Iterator[Row]:
    """A row for each part of a setting."""
    if key == "layers":
        return
    if key == "lang" and ("lang",) not in config.origins and value != "zh":
        yield [key, value, "--lang, PERFLINT_LANG"]
    elif key == "taxonomy":
        for name in value:
            made = [layer for layer in config.layers if name in layer.values.get("taxonomy", {})]
            for layer in made:
                yield [f"taxonomy {name}", "", _place(layer.origin("taxonomy", name), english)]
    elif key == "limits":
        for name in config.limits:
            yield [f"limits {name}", _words(value[name]), _place(config.origins.get((key, name)), english)]
    elif isinstance(value, dict):
        for rule, given in value.items():
            for option, setting in given.items() if isinstance(given, dict) else [("", given)]:
                path = (key, rule, option) if option else (key, rule)
                name = f"{key} {rule} {option}".strip()
                yield [name, _words(setting), _place(config.origins.get(path), english)]
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield [key, _words(item), _place(config.origins.get((key, index)), english)]
    else:
        yield [key, _words(value), _place(config.origins.get((key,)), english)]


def _changes(config: Config, rule: Rule, shipped: Rule, book: RuleBook, english: bool) -> Iterator[Row]:
    """What is other than the rule's own file says, which is `shipped`: on or off, severity, options."""
    head = [rule.code, rule.name]
    on = rule.code in book.selected
    if on != (rule.profile == "default"):
        word = ("on" if on else "off") if english else ("开启" if on else "关闭")
        yield [*head, word, _place(_switch(config, rule, book, on), english)]
    if rule.limit is not None and rule.severity != shipped.severity:
        yield [*head, f"{shipped.severity} → {rule.severity}", _place(_severity(config, rule, book), english)]
    for word, given in config.options.items():
        if book.find(word).code != rule.code:
            continue
        for option in given:
            name = option.rstrip("+-")
            before, after = (_words(getattr(r.check, name)) for r in (shipped, rule))
            if before != after or option != name:
                place = _place(config.origins.get(("options", word, option)), english)
                yield [
                    *head,
                    f"{name} {before} → {after}" if option == name else f"{option} {_words(given[option])}",
                    place,
                ]


def _severity(config: Config, rule: Rule, book: RuleBook) -> Origin | None:
    """The setting whose severity the rule has: the one for the fewest rules, of equal ones the last."""
    found = [(len(book.codes(word)), word) for word in config.severity if rule.code in book.codes(word)]
    fewest = min((number for number, _ in found), default=0)
    word = next((word for number, word in reversed(found) if number == fewest), "")
    return config.origins.get(("severity", word))


def _switch(config: Config, rule: Rule, book: RuleBook, on: bool) -> Origin | None:
    """The setting that switched the rule on or off."""

    def naming(key: str, words: Sequence[str]) -> Origin | None:
        index = next((i for i, word in enumerate(words) if rule.code in book.codes(word)), None)
        return None if index is None else config.origins.get((key, index))

    if on:
        named = naming("enable", config.enable) or naming("select", config.select)
        return named or config.origins.get(("profile",))
    # Off where it is ignored, else because other rules are selected.
    return naming("ignore", config.ignore) or config.origins.get(("select", 0))
