"""Reads one row of a list: which cell is the name, the goal, the indicators, and which are money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter

from perflint.model import EMPTY, Amount, Cell, Text
from perflint.model.lean import lean
from perflint.parse.itemheads import find_starts
from perflint.parse.listhead import ListHeader, Role
from perflint.parse.money import amount_of, is_blank
from perflint.parse.source import paragraphs
from perflint.parse.tree import read_tree
from perflint.parse.valuelabels import value_labels
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_OF_PROJECT: tuple[Role, ...] = ("name", "unit", "code", "goal")


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


class RowReader:
    """Reads the rows below a header by its columns, or by what the cells hold where a column has fallen out."""

    def __init__(self, header: ListHeader, taxonomy: Taxonomy) -> None:
        self._header = header
        self._taxonomy = taxonomy
        self._width = len(header.roles)
        self._first_indicators = header.indicators
        # A column that the list has not is the last of a row, which is empty.
        of_project = (column if column is not None else -1 for column in map(header.column, _OF_PROJECT))
        self._of_project: Callable[[Sequence[Text]], tuple[Text, ...]] = itemgetter(*of_project)
        self._amounts = [(i, squeeze(header.words[i].string)) for i in header.columns("amount")]
        self._indicators = [(i, header.words[i]) for i in header.indicator_columns]
        self._wordy = [i for i, role in enumerate(header.roles) if role in ("goal", "indicators", "both")]

    def read(self, row: Sequence[Cell]) -> ListRow:
        """One row by meaning."""
        texts = [paragraphs(cell).strip() for cell in row]
        if len(texts) < self._width and row and all(cell.place.kind == "cell" for cell in row if cell.text):
            # A sheet ends a row at its last filled cell, and every cell stands in its column.
            texts.extend([EMPTY] * (self._width - len(texts)))
        amounts = self._amounts_in(texts)
        return self._by_content(texts) if amounts is None else self._by_column(texts, amounts)

    def _amounts_in(self, texts: Sequence[Text]) -> tuple[Amount, ...] | None:
        """The amounts by column; None where a cell cannot be what the header says of its column."""
        count = len(texts)
        if any(texts[self._width :]) or self._first_indicators < count < self._width:
            return None
        for i in self._wordy:
            if i < count and amount_of(texts[i].string) is not None:
                return None
        amounts: list[Amount] = []
        for i, source in self._amounts:
            if i >= count:
                break
            string = texts[i].string
            if amount_of(string) is not None:
                amounts.append(Amount(source, "", texts[i]))
            elif not is_blank(string):
                return None
        return tuple(amounts)

    def _by_column(self, texts: Sequence[Text], amounts: tuple[Amount, ...]) -> ListRow:
        whole = [*texts[: self._width], *[EMPTY] * (self._width - len(texts)), EMPTY]
        name, unit, code, goal = self._of_project(whole)
        cells = tuple([(word, whole[i]) for i, word in self._indicators if whole[i].string])
        first = cells[0][1] if cells else EMPTY
        return ListRow(name, unit, code, amounts, EMPTY if is_blank(goal.string) else goal, first, cells)

    def _by_content(self, texts: Sequence[Text]) -> ListRow:
        """Numbers are amounts, in order; the last text with indicators holds them; the name is before the goal."""
        header = self._header
        holder = next((i for i in reversed(range(len(texts))) if holds_indicators(texts[i], self._taxonomy)), None)
        indicators = texts[holder] if holder is not None else EMPTY
        numbers = [text for text in texts if amount_of(text.string) is not None]
        skip = len(header.columns("sequence")) if len(numbers) > len(self._amounts) else 0
        amounts = tuple(
            Amount(source, "", text) for (_, source), text in zip(self._amounts, numbers[skip:], strict=False)
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
