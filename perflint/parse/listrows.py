"""Reads one row of a list: which cell is the name, the goal, the indicators, and which are money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perflint.model import EMPTY, Amount, Cell, Text
from perflint.model.lean import lean
from perflint.parse.itemheads import find_starts
from perflint.parse.listhead import ListHeader
from perflint.parse.money import amount_of, is_blank
from perflint.parse.source import paragraphs
from perflint.parse.tree import read_tree
from perflint.parse.valuelabels import value_labels
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze


@lean
class ListRow:
    """A row by meaning; what it does not have is EMPTY. `cells` are further indicator columns with their headers,
    where a list has one per 一级; `indicators` is then the first of them that is filled."""

    name: Text = EMPTY
    unit: Text = EMPTY
    code: Text = EMPTY
    amounts: tuple[Amount, ...] = ()
    goal: Text = EMPTY
    indicators: Text = EMPTY
    cells: tuple[tuple[Text, Text], ...] = ()

    @property
    def total(self) -> Decimal | None:
        """The first amount."""
        return amount_of(self.amounts[0].value.string) if self.amounts else None


def holds_indicators(text: Text, taxonomy: Taxonomy) -> bool:
    """Whether the grammar finds an indicator in a text."""
    string = text.string
    if len(string) < 8 or not any(sign in string for sign in "：:；;，,-"):
        return False
    return bool(find_starts(string, value_labels(string), taxonomy) or read_tree(string, taxonomy)[1])


def read_row(row: Sequence[Cell], header: ListHeader, taxonomy: Taxonomy) -> ListRow:
    """Read a row by its columns, or by what the cells hold where a column has fallen out."""
    texts = [paragraphs(cell).strip() for cell in row]
    if row and all(cell.place.kind == "cell" for cell in row if cell.text):
        # A sheet ends a row at its last filled cell, and every cell stands in its column.
        texts.extend([EMPTY] * (len(header.roles) - len(texts)))
    if _fits(texts, header):
        return _by_column(texts, header)
    return _by_content(texts, header, taxonomy)


def _fits(texts: Sequence[Text], header: ListHeader) -> bool:
    """Whether every cell can be what the header says of its column."""
    if any(text for text in texts[len(header.roles) :]):
        return False
    for text, role in zip(texts, header.roles, strict=False):
        if role == "amount" and amount_of(text.string) is None and not is_blank(text.string):
            return False
        if role in ("goal", "indicators", "both") and amount_of(text.string) is not None:
            return False
    return len(texts) >= len(header.roles) or len(texts) <= header.indicators


def _by_column(texts: Sequence[Text], header: ListHeader) -> ListRow:
    def at(column: int | None) -> Text:
        return texts[column] if column is not None and column < len(texts) else EMPTY

    amounts = tuple(
        Amount(squeeze(header.words[i].string), "", texts[i])
        for i in header.columns("amount")
        if i < len(texts) and amount_of(texts[i].string) is not None
    )
    goal = at(header.column("goal"))
    cells = tuple((header.words[i], at(i)) for i in header.indicator_columns if at(i))
    return ListRow(
        at(header.column("name")),
        at(header.column("unit")),
        at(header.column("code")),
        amounts,
        EMPTY if is_blank(goal.string) else goal,
        cells[0][1] if cells else EMPTY,
        cells,
    )


def _by_content(texts: Sequence[Text], header: ListHeader, taxonomy: Taxonomy) -> ListRow:
    """Numbers are amounts, in order; the last text with indicators in it holds them; the name is before the goal."""
    holder = next((i for i in reversed(range(len(texts))) if holds_indicators(texts[i], taxonomy)), None)
    indicators = texts[holder] if holder is not None else EMPTY
    columns = header.columns("amount")
    numbers = [text for text in texts if amount_of(text.string) is not None]
    skip = len(header.columns("sequence")) if len(numbers) > len(columns) else 0
    amounts = tuple(
        Amount(squeeze(header.words[column].string), "", text)
        for column, text in zip(columns, numbers[skip:], strict=False)
    )
    words = [
        text
        for i, text in enumerate(texts)
        if i != holder and not is_blank(text.string) and amount_of(text.string) is None
    ]
    roles = [role for role in header.roles if role in ("name", "unit", "goal", "code")]
    if len(words) > len(roles) and "goal" in roles:
        words = [*words[: len(roles) - 1], Text.join(words[len(roles) - 1 :], "\n")]
    while len(roles) > len(words) and len(roles) > 1:
        roles.remove(next(role for role in ("code", "unit", "goal", "name") if role in roles))
    if len(roles) == len(words) == 1 and not amounts and "goal" in header.roles:
        roles = ["goal"] if len(words[0]) > 40 else roles
    found = dict(zip(roles, words, strict=False))
    return ListRow(
        found.get("name", EMPTY),
        found.get("unit", EMPTY),
        found.get("code", EMPTY),
        amounts,
        found.get("goal", EMPTY),
        indicators,
        ((header.words[header.indicators], indicators),) if indicators else (),
    )
