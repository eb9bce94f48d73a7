"""The kind `classify`: a name or value belongs to another category than the label says, or to a class of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, ClassVar, Literal

from perflint.checks.base import Answer, Context, Holds, Occasion, Scope, field_string, field_text
from perflint.checks.support.naming import head, plain_name
from perflint.checks.support.needed import hinted, needed_by
from perflint.checks.support.occasions import Labels, in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.texts import filled_texts, subject_name
from perflint.checks.support.wording import words_of
from perflint.errors import Message, OptionFault, did_you_mean
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Label, NotEnoughData, Subject, Text, Value
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_PATTERNS = ("name", "unless", "value", "value_unless", "project_unless")
_LISTS = ("under", "not_under", "expected", "dimensions", "units", "words_unless")
_KEYS = (*_PATTERNS, *_LISTS, "whole", "no_value")


@dataclass(frozen=True, slots=True, eq=False)
class Classify:
    """The first of the cases that fits. An indicator with a label that is no known category is not judged. A project or
    table has no label: its name or title is looked at, and no case with `under` fits it.

    cases: mappings of these keys, all that are given have to hold. `name`: a pattern found in the name without
        trailing brackets (with `whole: true` in all of it); `unless`: a pattern that must not be found in the whole
        name; `value` and `value_unless`: the same for the rule's fields; `project_unless`: for the project's name;
        `words_unless`: lists of the taxonomy of which no word stands in name, fields or the project's name;
        `dimensions`, `units`: a field's only quantity is of one of these; `no_value: true`: the fields hold no number;
        `under`, `not_under`: categories, of which the 二级 (else the 一级) is one, or none;
        `expected`: the categories where it belongs, empty where it only does not belong here.
    at: where the finding stands: `label` (the name where the label is not in the indicator's own row) or `name`.
    """

    kind: ClassVar[str] = "classify"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "label", "expected"})

    cases: tuple[Mapping[str, Any], ...]
    at: Literal["label", "name"] = "label"

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        for index, case in enumerate(self.cases):
            for key, given in case.items():
                if key not in _KEYS:
                    hint = did_you_mean(str(key), _KEYS)
                    raise OptionFault(
                        ("cases", index, key), f"不认识的键“{key}”{hint.zh}", f"unknown key '{key}'{hint.en}"
                    )
                if key in _LISTS and not (isinstance(given, list) and all(isinstance(i, str) for i in given)):
                    raise OptionFault(
                        ("cases", index, key), f"“{key}”应是字符串列表", f"'{key}' should be a list of strings"
                    )
            check_sources([case[key] for key in _PATTERNS if key in case])

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Labels, name and fields fit a case, as far as each of them tells by itself."""
        for case in self.cases:
            both: dict[str, Holds] = {
                "labels": partial(self._labels_fit, case, context.taxonomy),
                "name": hinted(partial(_name_fits, case), needed_by([case["name"]]) if "name" in case else None),
            }
            if case.get("no_value"):
                yield both | {f: lambda text: not context.value(text).quantities for f in context.fields}
            elif "value" in case or "dimensions" in case or "units" in case:
                words = needed_by([case["value"]]) if "value" in case else None
                fits = partial(_value_fits, case)
                yield from in_targets(context, fits, words, alike=None if "value" in case else fits, **both)
            else:
                yield both

    def _labels_fit(self, case: Mapping[str, Any], taxonomy: Taxonomy, labels: Labels) -> bool:
        label = labels[1] if labels[1] else labels[0]
        own = _categories(*labels, taxonomy)
        return label.category is not None and _is_under(case, own)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding: at the label where it stands in the indicator's own row, else at the name."""
        indicator = subject.indicator
        if indicator is None:
            yield from self._unlabelled(subject, context)
            return
        if not field_string(subject, "name").strip():
            return
        label = indicator.level2 if indicator.level2 else indicator.level1
        if label.category is None:
            return
        own = _categories(indicator.level1, indicator.level2, context.taxonomy)
        for case in self.cases:
            if not _is_under(case, own) or not self._fits(case, subject, context):
                continue
            expected = _expected(case.get("expected", []), indicator, context.taxonomy)
            if expected is None:
                continue
            if "name" in indicator.garbled:
                yield NotEnoughData("garbled")
                return
            field, text = ("name", indicator.name) if self.at == "name" else _place(indicator, label)
            said = Message("或".join(expected), " or ".join(expected))
            values = {"name": field_string(subject, "name"), "label": label.value, "expected": said}
            yield Finding(field, text, values=values, variant="" if expected else "elsewhere")
            return

    def _unlabelled(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding at the name of a project or at the title of a table."""
        field = "title" if subject.project is None else "name"
        for case in self.cases:
            if "under" not in case and field_text(subject, field) and self._fits(case, subject, context):
                expected = tuple(case.get("expected", ()))
                said = Message("或".join(expected), " or ".join(expected))
                values = {"name": subject_name(subject), "label": "", "expected": said}
                yield Finding(field, field_text(subject, field), values=values, variant="" if expected else "elsewhere")
                return

    def _fits(self, case: Mapping[str, Any], subject: Subject, context: Context) -> bool:
        given = field_string(subject, "title" if subject.project is None else "name")
        if not _name_says(case, given):
            return False
        name = plain_name(given)
        project = subject.project.name.string if subject.project is not None else ""
        if "project_unless" in case and found_in((case["project_unless"],), squeeze(project)):
            return False
        values = [context.value(text.string) for _, text in filled_texts(subject, context)]
        if "words_unless" in case:
            said = " ".join([name, project, *(value.text for value in values)])
            if any(word in said for word in words_of(context.taxonomy, *case["words_unless"])):
                return False
        return _values_fit(case, values)


def _name_fits(case: Mapping[str, Any], name: str) -> bool:
    """Whether there is a name, and it is what the case asks for."""
    return bool(name.strip()) and _name_says(case, name)


def _name_says(case: Mapping[str, Any], given: str) -> bool:
    name = plain_name(given)
    if "name" in case and not found_in((case["name"],), name if case.get("whole") else head(name)):
        return False
    return not ("unless" in case and found_in((case["unless"],), name))


def _value_fits(case: Mapping[str, Any], value: Value) -> bool:
    """Whether a value alone is what the case asks of one of the fields."""
    if "value" in case:
        return found_in((case["value"],), squeeze(value.text).lower())
    only = value.quantities[0] if len(value.quantities) == 1 else None
    return only is not None and (
        only.dimension in case.get("dimensions", []) or only.unit.lower() in case.get("units", [])
    )


def _is_under(case: Mapping[str, Any], own: frozenset[str]) -> bool:
    return not ("under" in case and own.isdisjoint(case["under"])) and own.isdisjoint(case.get("not_under", ()))


def _values_fit(case: Mapping[str, Any], values: list[Value]) -> bool:
    texts = [squeeze(value.text).lower() for value in values]
    if "value" in case and not any(found_in((case["value"],), text) for text in texts):
        return False
    if "value_unless" in case and any(found_in((case["value_unless"],), text) for text in texts):
        return False
    if case.get("no_value") and any(value.quantities for value in values):
        return False
    if "dimensions" in case or "units" in case:
        only = [value.quantities[0] for value in values if len(value.quantities) == 1]
        dimensions, units = case.get("dimensions", []), case.get("units", [])
        return any(q.dimension in dimensions or q.unit.lower() in units for q in only)
    return True


def _categories(first: Label, second: Label, taxonomy: Taxonomy) -> frozenset[str]:
    """The 二级 and the 一级 that an indicator stands under, canonical; the 一级 is also that of its 二级."""
    level1, level2 = first.category, second.category
    if level1 is None and level2 is not None:
        parents = taxonomy.parents(level2)
        level1 = next((c.name for c in taxonomy.categories if c.level == 1 and c.name in parents), None)
    return frozenset(name for name in (level1, level2) if name)


def _expected(wanted: list[str], indicator: Indicator, taxonomy: Taxonomy) -> tuple[str, ...] | None:
    """The categories in the table's own levels: 一级 where it has no other; None where it stands there already."""
    if not wanted or indicator.level2:
        return tuple(wanted)
    parents = tuple(dict.fromkeys(_home(name, taxonomy) for name in wanted))
    return None if indicator.level1.category in parents else parents


@lru_cache(maxsize=64)
def _home(category: str, taxonomy: Taxonomy) -> str:
    found = taxonomy.resolve(category, 2)
    return found.parents[0] if found is not None and found.parents else category


def _place(indicator: Indicator, label: Label) -> tuple[str, Text]:
    """The label if it stands in the row of the name, else the name: a merged label may stand far above."""
    rows = {piece.cell.row for piece in indicator.name.pieces}
    own = {piece.cell.row for piece in label.text.pieces}
    if own and own <= rows and not label.garbled:
        return ("level2" if label is indicator.level2 else "level1"), label.text
    return "name", indicator.name
