"""Mutants of the taxonomy's labels and units, against the labels and units that the corpus writes down once more."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from corpus_cases import HERE, load
from mutants import Mutant
from witnesses import folded

from perflint.taxonomy import Taxonomy, Units, label_key, load_taxonomy
from perflint.values import parse_value


def label_cases() -> Iterator[tuple[str, int, str]]:
    """(label, level, category) of the corpus."""
    for level, categories in load(HERE / "labels.yaml").items():
        for category, labels in categories.items():
            yield from ((label, level, category) for label in labels.split())


def category_of(label: str, level: int, taxonomy: Taxonomy) -> str | None:
    """The category that a label names in a column of its level."""
    found = taxonomy.resolve(label, level)
    return found.name if found else None


def unnoticed_synonyms() -> Iterator[Mutant]:
    """Synonyms of categories without which every label of the corpus still means the same."""
    taxonomy = load_taxonomy()
    cases = {(level, label_key(label)): (label, category) for label, level, category in label_cases()}
    for index, category in enumerate(taxonomy.categories):
        for synonym in category.synonyms:
            label, meant = cases.get((category.level, label_key(synonym)), ("", None))
            rest = tuple(s for s in category.synonyms if s != synonym)
            changed = list(taxonomy.categories)
            changed[index] = dataclasses.replace(category, synonyms=rest)
            if (
                not label
                or category_of(label, category.level, dataclasses.replace(taxonomy, categories=tuple(changed))) == meant
            ):
                yield Mutant(f"categories.{category.name}", f"without {synonym}")


def unit_cases() -> Mapping[str, Any]:
    """The units of the corpus: `dimension` (dimension: units), `classes` and `scale` (as in the taxonomy's data)."""
    data: Mapping[str, Any] = load(HERE / "units.yaml")
    return data


def meaning_of(unit: str, units: Units) -> tuple[str | None, str | None]:
    """The dimension of a unit behind a number, and as a declared unit."""
    found = parse_value(f"≥5{unit}", units).quantities
    whole = found[0].dimension if len(found) == 1 and found[0].unit == unit else None
    return whole, units.dimension.get(unit)


def unnoticed_units() -> Iterator[Mutant]:
    """Units without which every unit of the corpus still means the same."""
    units, cases = load_taxonomy().units, unit_cases()
    listed = {folded(unit) for text in cases["dimension"].values() for unit in text.split()}
    for unit, dimension in units.dimension.items():
        fewer = dataclasses.replace(units, dimension={u: d for u, d in units.dimension.items() if u != unit})
        if unit not in listed or meaning_of(unit, fewer) == meaning_of(unit, units):
            yield Mutant(f"units.dimension.{dimension}", f"without {unit}")
    groups = [frozenset(map(folded, text.split())) for text in cases["classes"]]
    for number, group in enumerate(units.classes):
        for unit in group:
            if not any(unit in known and len(known & group) > 1 for known in groups):
                yield Mutant(f"units.classes[{number}]", f"without {unit}")
    factors = {folded(unit) for text in cases["scale"] for unit in text.split()[:-1]}
    yield from (Mutant("units.scale", f"without {unit}") for unit in units.scale if unit not in factors)
