"""Reads the packaged taxonomy and merges a user's additions into it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from perflint.model.quantity import Dimension
from perflint.taxonomy.additions import ProblemAt, check_additions
from perflint.taxonomy.model import Category, Scheme, Scoring, Taxonomy, Units
from perflint.text import squeeze
from perflint.yamldata.store import parsed

DATA = Path(__file__).with_name("data")


def load_taxonomy(
    extra: Mapping[str, Any] | None = None, origin: str = "", problem: ProblemAt | None = None
) -> Taxonomy:
    """The packaged taxonomy, with a user's additions.

    `extra` may have the keys `categories` (list of {name, level, synonyms, parents}), `codes` (code: category),
    `units` ({dimension: {count: [...]}, classes: [[...]], scale: {unit: factor}}), `words` ({list: [...]}) and
    `scorings` (list of {name, total, execution, points, steps}); lists extend what is there, a scoring of a known name
    takes its place. Faults raise DefinitionError, all at once; `problem` makes one from the path of the
    node in `extra` and a message (with line and column), without it they name only the file `origin`.
    """
    if not extra:
        return _packaged()
    base = _packaged()
    check_additions(extra, base, origin, problem)
    return _merge(base, extra)


@lru_cache(maxsize=1)
def _packaged() -> Taxonomy:
    names = ("categories", "words", "units", "scorings")
    read = parsed("taxonomy", {name: (DATA / f"{name}.yaml").read_text(encoding="utf-8") for name in names})
    data = read["categories"]
    schemes = tuple(_scheme(entry) for entry in data["schemes"])
    codes: dict[str, str] = data["codes"]
    categories = tuple(
        _category(name, level, text or "", schemes, codes, section.startswith("loose"))
        for section, level in (("level2", 2), ("level1", 1), ("loose1", 1), ("loose2", 2))
        for name, text in data[section].items()
    )
    words = {name: frozenset(text.split()) for name, text in read["words"].items()}
    scorings = tuple(map(scoring_of, read["scorings"]["scorings"]))
    return Taxonomy(data["version"], categories, schemes, _units(read["units"]), words, codes, scorings)


def _scheme(entry: Mapping[str, Any]) -> Scheme:
    tree = {level1: tuple(f"{leaf}指标" for leaf in leaves.split()) for level1, leaves in entry["tree"].items()}
    return Scheme(entry["name"], tree)


def scoring_of(entry: Mapping[str, Any]) -> Scoring:
    """A way of scoring from its data: name, total, execution, points {一级: points}, steps {rate from: share}."""
    steps = [(Decimal(str(rate)), Decimal(str(share))) for rate, share in (entry.get("steps") or {}).items()]
    return Scoring(
        entry["name"],
        Decimal(str(entry.get("total", 100))),
        Decimal(str(entry.get("execution", 0))),
        {level1: Decimal(str(points)) for level1, points in (entry.get("points") or {}).items()},
        tuple(sorted(steps, reverse=True)),
    )


def _category(
    name: str, level: int, text: str, schemes: tuple[Scheme, ...], codes: Mapping[str, str], all_loose: bool
) -> Category:
    """A category from one line of the data: its synonyms, the loose ones marked with ~."""
    marked = text.split()
    synonyms = tuple(label.removeprefix("~") for label in marked)
    loose = (name, *synonyms) if all_loose else tuple(label[1:] for label in marked if label.startswith("~"))
    parents = dict.fromkeys(top for scheme in schemes for top, leaves in scheme.tree.items() if name in leaves)
    code = next((code for code, owner in codes.items() if owner == name and len(code) == level), "")
    return Category(name, level, tuple(parents) if level == 2 else (), code, synonyms, frozenset(loose))


def _unit(text: str) -> str:
    return squeeze(text).lower()


def _units(data: Mapping[str, Any]) -> Units:
    dimension: dict[str, Dimension] = {}
    for name in get_args(Dimension):
        for unit in data["dimension"].get(name, "").split():
            dimension.setdefault(_unit(unit), name)
    classes = tuple(frozenset(map(_unit, text.split())) for text in data["classes"])
    scale = {}
    for text in data["scale"]:
        *units, factor = text.split()
        scale.update(dict.fromkeys(map(_unit, units), Decimal(factor)))
    return Units(dimension, classes, scale)


def _merge(base: Taxonomy, extra: Mapping[str, Any]) -> Taxonomy:
    codes = {**base.codes, **{str(code): str(name) for code, name in (extra.get("codes") or {}).items()}}
    words = dict(base.words)
    for name, more in (extra.get("words") or {}).items():
        words[name] = words[name] | frozenset(more)
    categories = _merge_categories(base.categories, extra.get("categories") or (), codes)
    own = {scoring.name: scoring for scoring in map(scoring_of, extra.get("scorings") or ())}
    scorings = tuple({**{scoring.name: scoring for scoring in base.scorings}, **own}.values())
    units = _merge_units(base.units, extra.get("units") or {})
    return Taxonomy(f"{base.version}+local", categories, base.schemes, units, words, codes, scorings)


def _merge_categories(base: tuple[Category, ...], more: Any, codes: Mapping[str, str]) -> tuple[Category, ...]:
    merged = {(category.level, category.name): category for category in base}
    for entry in more:
        key = (entry["level"], entry["name"])
        old = merged.get(key, Category(entry["name"], entry["level"]))
        code = next((code for code, name in codes.items() if name == old.name and len(code) == old.level), old.code)
        merged[key] = Category(
            old.name,
            old.level,
            tuple(dict.fromkeys((*old.parents, *entry.get("parents", ())))),
            code,
            tuple(dict.fromkeys((*old.synonyms, *entry.get("synonyms", ())))),
            old.loose - frozenset(entry.get("synonyms", ())),
        )
    return tuple(merged.values())


def _merge_units(base: Units, more: Mapping[str, Any]) -> Units:
    dimension = dict(base.dimension)
    for name, units in (more.get("dimension") or {}).items():
        dimension.update(dict.fromkeys(map(_unit, units), name))
    classes = tuple(frozenset(map(_unit, units)) for units in more.get("classes") or ())
    scale = {_unit(unit): Decimal(str(factor)) for unit, factor in (more.get("scale") or {}).items()}
    return Units(dimension, base.classes + classes, {**base.scale, **scale})
