"""What was understood: tables of projects of indicators, every field a text with its origin."""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from perflint.lazyclass import dataclass
from perflint.model.directives import Directive
from perflint.model.document import Document
from perflint.model.lean import lean
from perflint.model.text import EMPTY, Text

TableKind = Literal["target", "self-evaluation", "monitoring", "department"]
YearSource = Literal["option", "header", "title", "file-name", "forms", "project-names"]
# Where no year is stated, these sources only let one guess it.
GUESSED_YEARS: frozenset[str] = frozenset({"file-name", "forms", "project-names"})


class LabelWords(NamedTuple):
    """What a label says, without its places: its fields as in `Label`, the texts as strings."""

    value: str
    text: str
    code: str
    category: str | None
    garbled: bool


@lean
class Label:
    """A category label: `value` as understood (for garbled and merged labels the recovered one), without code,
    points and blanks; `text` as it stands in the file, without code and points; `code` before it; `category` its
    canonical name in the taxonomy, None where it is unknown."""

    value: str = ""
    text: Text = EMPTY
    code: Text = EMPTY
    category: str | None = None
    garbled: bool = False

    def __bool__(self) -> bool:
        return bool(self.value)

    def words(self) -> LabelWords:
        """What it says, without its places."""
        return LabelWords(self.value, self.text.string, self.code.string, self.category, self.garbled)


NO_LABEL = Label()


@lean
class Indicator:
    """One indicator; a field that is empty or missing is EMPTY.

    `seq` is the printed number, else the order; `index` the order in the project from 1. `value_label` is the
    label under which a value stands that is not the layout's (STR014). `garbled` names fields that the dump
    damaged. `subgoal` tells rows under different sub-goals apart. `weight_shared` is true where the weight
    belongs to a merged block and stands at the block's first row.
    """

    index: int
    seq: int
    level1: Label = NO_LABEL
    level2: Label = NO_LABEL
    name: Text = EMPTY
    period: Text = EMPTY
    annual: Text = EMPTY
    actual: Text = EMPTY
    weight: Text = EMPTY
    score: Text = EMPTY
    reason: Text = EMPTY
    note: Text = EMPTY
    formula: Text = EMPTY
    unit: Text = EMPTY
    baseline: Text = EMPTY
    number: Text = EMPTY
    value_label: Text = EMPTY
    garbled: frozenset[str] = frozenset()
    subgoal: int = 0
    weight_shared: bool = False
    place: Text = EMPTY
    # Whether it is known to be legible and to have no texts but labels, a name and targets, all where they belong.
    bare: ClassVar[bool] = False

    def strings(self) -> tuple[str, str, str]:
        """The strings of the name, the annual and the period value, which are asked of every indicator."""
        return self.name.string, self.annual.string, self.period.string

    def beside(self) -> tuple[str, ...]:
        """The strings of its further texts (BESIDE); may be empty where all of them are."""
        return (
            self.actual.string, self.weight.string, self.score.string, self.reason.string, self.note.string,
            self.formula.string, self.unit.string, self.baseline.string,
        )  # fmt: skip

    def label_words(self) -> tuple[LabelWords, LabelWords]:
        """What 一级 and 二级 say."""
        return self.level1.words(), self.level2.words()

    def printed(self) -> str:
        """The number that stands in front of it, "" for none."""
        return self.number.string


# The fields of `Indicator.beside`.
BESIDE = ("actual", "weight", "score", "reason", "note", "formula", "unit", "baseline")


@lean
class Amount:
    """One amount: its source (总计, 财政拨款, 年度资金总额 …) and column (预算数, 全年执行数 …; "" in a list).

    `among` is true where 其中 stands before the total's parts: they may be some of them only."""

    source: str
    column: str
    value: Text
    among: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Execution:
    """The execution row of a form."""

    budget: Text = EMPTY
    executed: Text = EMPTY
    rate: Text = EMPTY
    weight: Text = EMPTY
    score: Text = EMPTY


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The points that a 一级 declares: 产出指标(50分)."""

    category: str
    value: Text


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """The row 总分."""

    weight: Text = EMPTY
    score: Text = EMPTY


@lean
class Project:
    """One project with its money, goal and indicators."""

    name: Text = EMPTY
    unit: Text = EMPTY
    code: Text = EMPTY
    goal: Text = EMPTY
    completion: Text = EMPTY
    amounts: tuple[Amount, ...] = ()
    execution: Execution | None = None
    points: tuple[Points, ...] = ()
    total: Total | None = None
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Subtotal:
    """A row of money only: 合计 (`unit` EMPTY) or a unit's own row."""

    label: Text
    unit: Text
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BudgetYear:
    """The budget year and what told it."""

    value: int
    source: YearSource
    text: Text = EMPTY


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of a file.

    `fields` names what the table has a place for: of an indicator (level1 level2 name period annual actual
    weight score reason note formula unit baseline) and of a project (goal completion amounts execution total
    points). `fragments` are texts in indicator cells or label columns that belong to no indicator. `dump` is
    true where blanks inside cells are line wraps. `index` counts the file's tables from 1. `columns` are the words of
    each column's header with what it was taken for, "" where for nothing; empty in tables without headers.
    """

    index: int
    kind: TableKind
    layout: str
    title: Text = EMPTY
    department: Text = EMPTY
    year: BudgetYear | None = None
    money_unit: Text = EMPTY
    fields: frozenset[str] = frozenset()
    projects: tuple[Project, ...] = ()
    subtotals: tuple[Subtotal, ...] = ()
    fragments: tuple[Text, ...] = ()
    dump: bool = False
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A document, the tables found in it, and the directives taken out of it."""

    document: Document
    tables: tuple[Table, ...]
    directives: tuple[Directive, ...] = ()
