"""Checks what a user adds to the taxonomy, and says everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from perflint.errors import DefinitionError, Message, Problem, did_you_mean
from perflint.model.quantity import Dimension
from perflint.taxonomy.model import Taxonomy

Path = tuple[str | int, ...]
ProblemAt = Callable[[Path, Message], Problem]

KEYS = ("categories", "codes", "units", "words", "scorings")
CATEGORY_KEYS = ("name", "level", "synonyms", "parents")
UNIT_KEYS = ("dimension", "classes", "scale")
SCORING_KEYS = ("name", "total", "execution", "points", "steps")


def check_additions(extra: Any, base: Taxonomy, origin: str, problem: ProblemAt | None) -> None:
    """Raise DefinitionError where the additions do not fit `base`; see `load_taxonomy` for their shape."""

    def at_origin(path: Path, message: Message) -> Problem:
        where = ".".join(map(str, path))
        said = Message(f"{where}：{message.zh}", f"{where}: {message.en}") if where else message
        return Problem(origin, 0, 0, said)

    checker = _Checker(base, problem or at_origin)
    checker.check(extra)
    if checker.problems:
        raise DefinitionError(checker.problems)


class _Checker:
    def __init__(self, base: Taxonomy, problem: ProblemAt) -> None:
        self.base = base
        self.problems: list[Problem] = []
        self._problem = problem

    def report(self, path: Path, zh: str, en: str, hint: Message | None = None) -> None:
        extra = hint or Message("", "")
        self.problems.append(self._problem(path, Message(zh + extra.zh, en + extra.en)))

    def check(self, extra: Any) -> None:
        if not self.mapping(extra, (), KEYS):
            return
        names = {category.name for category in self.base.categories}
        names |= self.categories(extra.get("categories") or [])
        self.codes(extra.get("codes") or {}, names)
        self.units(extra.get("units") or {})
        self.words(extra.get("words") or {})
        self.scorings(extra.get("scorings") or [], names)

    def mapping(self, value: Any, path: Path, known: Sequence[str] | None) -> bool:
        if not isinstance(value, Mapping):
            self.report(path, "应是一个映射", "must be a mapping")
            return False
        for key in value:
            if known is not None and key not in known:
                hint = did_you_mean(str(key), known)
                self.report((*path, key), f"未知的键“{key}”", f"unknown key '{key}'", hint)
        return True

    def strings(self, value: Any, path: Path) -> None:
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return
        self.report(path, "应是一个非空字符串的列表", "must be a list of non-empty strings")

    def categories(self, entries: Any) -> set[str]:
        """Check the new categories and give their names."""
        names: set[str] = set()
        if not isinstance(entries, list):
            self.report(("categories",), "应是一个列表", "must be a list")
            return names
        level1 = {category.name for category in self.base.categories if category.level == 1}
        level1 |= {entry["name"] for entry in entries if _is_named(entry) and entry.get("level") == 1}
        for index, entry in enumerate(entries):
            path: Path = ("categories", index)
            if not self.mapping(entry, path, CATEGORY_KEYS):
                continue
            if not _is_named(entry):
                self.report(path, "缺少“name”", "'name' is missing")
            else:
                names.add(entry["name"])
            if type(entry.get("level")) is not int or entry["level"] not in (1, 2):
                self.report((*path, "level"), "level 应为 1 或 2", "level must be 1 or 2")
            for key in ("synonyms", "parents"):
                if key in entry:
                    self.strings(entry[key], (*path, key))
            self.known(entry.get("parents"), level1, (*path, "parents"), "一级指标", "first-level category")
        return names

    def known(self, values: Any, names: Iterable[str], path: Path, zh: str, en: str) -> None:
        known = sorted(names)
        for value in values if isinstance(values, list) else ():
            if isinstance(value, str) and value not in known:
                self.report(path, f"未知的{zh}“{value}”", f"unknown {en} '{value}'", did_you_mean(value, known))

    def codes(self, codes: Any, names: set[str]) -> None:
        if self.mapping(codes, ("codes",), None):
            for code, name in codes.items():
                self.known([str(name)], names, ("codes", code), "类别", "category")

    def units(self, units: Any) -> None:
        if not self.mapping(units, ("units",), UNIT_KEYS):
            return
        dimension = units.get("dimension") or {}
        if self.mapping(dimension, ("units", "dimension"), get_args(Dimension)):
            for name, values in dimension.items():
                self.strings(values, ("units", "dimension", name))
        classes = units.get("classes") or []
        if isinstance(classes, list):
            for index, values in enumerate(classes):
                self.strings(values, ("units", "classes", index))
        else:
            self.report(("units", "classes"), "应是一个列表", "must be a list")
        scale = units.get("scale") or {}
        if self.mapping(scale, ("units", "scale"), None):
            for unit, factor in scale.items():
                if not _is_factor(factor):
                    self.report(("units", "scale", unit), "应是一个大于零的数", "must be a number above zero")

    def words(self, words: Any) -> None:
        if self.mapping(words, ("words",), tuple(self.base.words)):
            for name, values in words.items():
                self.strings(values, ("words", name))
            self.slips(words.get("slips"))

    def slips(self, values: Any) -> None:
        """A slip is `wrong=right`."""
        for index, value in enumerate(values if isinstance(values, list) else ()):
            wrong, _, right = str(value).partition("=")
            if not wrong or not right or wrong == right or "=" in right:
                self.report(("words", "slips", index), f"“{value}”应写作“错=正”", f"'{value}' must be wrong=right")

    def scorings(self, entries: Any, names: set[str]) -> None:
        if not isinstance(entries, list):
            self.report(("scorings",), "应是一个列表", "must be a list")
            return
        for index, entry in enumerate(entries):
            path: Path = ("scorings", index)
            if not self.mapping(entry, path, SCORING_KEYS):
                continue
            if not _is_named(entry):
                self.report(path, "缺少“name”", "'name' is missing")
            for key in ("total", "execution"):
                if key in entry and not _is_points(entry[key]):
                    self.report((*path, key), "应是一个不小于零的数", "must be a number of zero or more")
            for key in ("points", "steps"):
                given = entry.get(key) or {}
                if not self.mapping(given, (*path, key), None):
                    continue
                for step, points in given.items():
                    where = (*path, key, step)
                    if not _is_points(points) or (key == "steps" and not _is_points(step)):
                        self.report(where, "应是一个不小于零的数", "must be a number of zero or more")
                    elif key == "steps" and Decimal(str(points)) > 1:
                        self.report(where, "应是分值的几分之几，不大于1", "must be a share of the points, 1 at most")
            tops = list(entry["points"]) if isinstance(entry.get("points"), Mapping) else []
            self.known(tops, names, (*path, "points"), "类别", "category")


def _is_named(entry: Any) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("name"), str) and bool(entry["name"].strip())


def _is_factor(value: Any) -> bool:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    return not isinstance(value, bool) and number.is_finite() and number > 0


def _is_points(value: Any) -> bool:
    return _is_factor(value) or str(value) in ("0", "0.0")
