"""Reads the rows under an indicator header into entries, and tells totals and closing remarks from indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Cell, Text, Total
from perflint.parse.align import Schema, align, is_ragged, schema_of, usual_schema
from perflint.parse.endrows import (
    closes,
    is_bare_total,
    is_stray,
    is_subtotal,
    is_total,
    numbers_columns,
    read_total,
    reason_below,
    reason_of,
)
from perflint.parse.entries import Context, Entry
from perflint.parse.headcolumns import Column
from perflint.parse.headers import Header
from perflint.parse.looselabels import Heading, give_headings, give_labels, heading_of
from perflint.parse.rows import BLANK, Row, is_filler, number_of, tidy
from perflint.parse.wording import is_sign, put_together

_LABEL_ROLES = ("level1", "level2", "project", "organisation", "goal", "side", "code")
# The roles whose text holds for every row of a merged cell; a number in a merged cell counts once.
_SPREADING = frozenset(
    (*_LABEL_ROLES, "name", "annual", "period", "actual", "unit", "note", "formula", "reason", "operator")
)


# Those of which several columns may stand under one header.
_REACHING = frozenset(("name", "annual", "period", "actual"))


@dataclass(slots=True, eq=False)
class Section:
    """What stands under one header; `totals` are the rows of a list's 合计."""

    entries: list[Entry] = field(default_factory=list)
    total: Total | None = None
    reason: Text = EMPTY
    totals: list[Entry] = field(default_factory=list)


def read_section(rows: Sequence[Row], header: Header, stop: int, context: Context, known: Schema | None) -> Section:
    """Read the rows behind a header up to `stop`; `known` is the schema of another form, for damaged headers."""
    section = Section()
    body: list[Row] = []
    headings: list[tuple[int, Heading]] = []
    listed = bool(header.roles() & {"project", "amount"})
    for index in range(header.last + 1, stop):
        row = rows[index]
        if is_total(row, header):
            if listed:
                section.totals.extend(_read_row(row, header))
            elif not is_subtotal(row):
                section.total = read_total(row, header)
                section.reason = reason_below(rows, index + 1, stop)
                break
            continue
        if (text := reason_of(row)) is not None:
            section.reason = section.reason or text
            break
        if closes(row, header, context):
            break
        if (heading := heading_of(row, header, headings, context)) is not None:
            headings.append((len(body), heading))
        elif not is_stray(row) and not numbers_columns(row):
            body.append(row)
    _read_body(section, body, header, context, known)
    give_headings(section.entries, body, headings)
    give_labels(section.entries, rows, header, context)
    return section


def _read_body(section: Section, body: list[Row], header: Header, context: Context, known: Schema | None) -> None:
    schema = schema_of(header)
    spans = any(row.above for row in body) or any(c.colspan > 1 or c.rowspan > 1 for row in body for c in row.cells)
    if spans or any(c.group for c in header.columns):
        schema = None
    elif context.dump:
        schema = schema or usual_schema(header, known)
    elif schema is not None and not is_ragged(body, schema, context):
        schema = None
    if schema is not None:
        section.entries = align(body, schema, context)
        for entry in section.entries:
            entry.texts = {r: t if r.startswith("level") else tidy(t, context.dump) for r, t in entry.texts.items()}
    else:
        section.entries = [entry for row in body for entry in _read_row(row, header)]
    while section.entries and section.total is None and is_bare_total(section.entries[-1], context):
        row = section.entries.pop().row
        numbers = [Text.of(row.cells[c]).strip() for c in row.filled if number_of(row.cells[c].text) is not None]
        section.total = Total(numbers[0], numbers[1]) if len(numbers) > 1 else Total(EMPTY, numbers[0])


def _read_row(row: Row, header: Header) -> list[Entry]:
    """The entries of a row whose cells stand under their headers: one, or one per table where tables stand abreast."""
    groups = sorted({c.group for c in header.columns})
    if len(groups) == 1:
        return [_entry(row, header.columns)]
    entries = []
    for group in groups:
        own = [c for c in header.columns if c.group == group]
        roles = {c.role for c in own}
        own.extend(c for c in header.columns if c.group == 0 and c.role in ("level1", "level2") and c.role not in roles)
        entry = _entry(row, own)
        entry.block = next((c.block for c in own if c.role in ("name", "annual", "period") and c.block), "")
        if len(groups) == 2 and not any(c.block for c in header.columns):
            # What is planned for the whole period stands before what is planned for the year.
            entry.block = "annual" if group else "period"
        if any(entry.text(r) for r in ("name", "annual", "period")):
            entries.append(entry)
    return entries


def _entry(row: Row, columns: Sequence[Column]) -> Entry:
    texts: dict[str, Text] = {}
    merged: set[str] = set()
    shared = False
    for column in columns:
        role = column.role
        if role in ("unknown", "half"):
            continue
        cell, inherited = _cell_at(row, column.index)
        if role in ("weight", "score"):
            shared = shared or (role == "weight" and (cell.rowspan > 1))
            if inherited:
                continue
        elif inherited and role not in _SPREADING:
            continue
        text = tidy(Text.of(cell)) if cell.text else EMPTY
        if column.reach > 1 and role in _REACHING:
            text = Text.join((text, *_beside(row, column)))
        if not text or (role == "note" and is_filler(text.string)):
            continue
        if role == "amount":
            role = f"amount:{column.label}"
        if inherited:
            merged.add(role)
        if role not in texts or (role == "direction" and is_sign(text)):
            texts[role] = text
        elif role in ("note", "reason"):
            texts[role] = Text.join((texts[role], text), "；")
    if "actual unit" in texts:
        texts["actual"] = put_together(EMPTY, texts.get("actual", EMPTY), texts.pop("actual unit"))
    side = _side_text(row, columns)
    if side and "side" not in texts:
        texts["side"] = side
    return Entry(row, texts, frozenset(merged), shared)


def _beside(row: Row, column: Column) -> list[Text]:
    """What stands in the further columns under a header that spans several: parts of a value, a name's second half."""
    cells = dict.fromkeys(_cell_at(row, c)[0] for c in range(column.index + 1, column.index + column.reach))
    first, _ = _cell_at(row, column.index)
    return [tidy(Text.of(cell)) for cell in cells if cell is not first and cell.text]


def _side_text(row: Row, columns: Sequence[Column]) -> Text:
    """What stands to the left of the first known column: the label of the whole block."""
    first = min((c.index for c in columns if c.role != "unknown"), default=0)
    for index in range(first):
        cell, _ = _cell_at(row, index)
        if cell.text.strip():
            return tidy(Text.of(cell))
    return EMPTY


def _cell_at(row: Row, column: int) -> tuple[Cell, bool]:
    """The cell over a column, and whether it is a merged one that began in an earlier row."""
    cell = row.cell(column)
    if cell.text.strip():
        return cell, False
    for left, above in row.above.items():
        if left <= column < left + above.colspan:
            return above, True
    return BLANK, False
