"""Finds out under which columns the cells of a damaged dump's rows belong, and takes fallen rows apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import Text
from perflint.parse.entries import Context, Entry
from perflint.parse.headers import Header
from perflint.parse.labels import is_category
from perflint.parse.rows import Row, is_filler, number_of, words_of
from perflint.text import han_count

# What the usual self-evaluation form has, where a header lost columns; -1 is the label at the side.
_USUAL = ("side", "level1", "level2", "name", "annual", "actual", "weight", "score", "reason")
_SHIFTS = (0, -1, 1, -2, 2)
_MOVED = 1.5
_MOVED_OVER_PAGE = 0.2
_TOKEN = lazy_regex(r"\S+")
_VALUE_LIKE = lazy_regex(r"\d|[≥≤≧≦＞＜><=＝《€≪≼]")
_MAX_HEIGHT = 8
_LABELS = frozenset(("side", "level1", "level2"))

Schema = Mapping[int, str]


def schema_of(header: Header) -> Schema | None:
    """Role by column of a header that kept its columns, None where it lost some."""
    roles = header.roles()
    if "name" not in roles or not roles & {"annual", "period"}:
        return None
    schema = {c.index: c.role for c in header.columns if c.role not in ("unknown", "half")}
    start = min((c.index for c in header.columns if c.role in ("level1", "level2", "name")), default=0)
    if start > 0:
        schema.setdefault(start - 1, "side")
    return schema


def usual_schema(header: Header, known: Schema | None) -> Schema:
    """The schema for a header that lost columns: another form's of the file, else the usual one, put in its place."""
    column = next((c for c in header.columns if c.role in ("level1", "level2")), None)
    source = known if known is not None else dict(enumerate(_USUAL))
    if column is None:
        return source
    place = next((index for index, role in source.items() if role == column.role), column.index)
    return {index + column.index - place: role for index, role in source.items()}


def is_ragged(rows: Sequence[Row], schema: Schema, context: Context) -> bool:
    """Whether cells merged down were left out altogether, so that rows begin with the first cell of their own."""
    first = min((c for c, role in schema.items() if role in ("level1", "level2")), default=None)
    if first is None:
        return False
    width = max(schema) + 1
    level = int(schema[first][-1])
    texts = [(len(row.cells), row.cell(first).text) for row in rows]
    named = [is_category(text, context.taxonomy, level) for _, text in texts]
    labelled = sum(named)
    short = sum(1 for (size, text), own in zip(texts, named, strict=True) if size < width and text.strip() and not own)
    return labelled > 0 and short >= 2 and short * 4 >= len(rows)


def align(rows: Sequence[Row], schema: Schema, context: Context) -> list[Entry]:
    """An entry per row; in a dump rows after a page break may have moved sideways, else each row by itself."""
    best: list[dict[int, tuple[float, int]]] = []
    for row in rows:
        moved = _MOVED_OVER_PAGE if row.gap or not context.dump else _MOVED
        states: dict[int, tuple[float, int]] = {}
        for shift in _SHIFTS:
            fit = _fit(row, schema, shift, context)
            if not best:
                states[shift] = (fit - (abs(shift) * 0.5), shift)
                continue
            value, previous = max(
                ((score - (moved * (before != shift)), before) for before, (score, _) in best[-1].items()),
                key=lambda pair: pair[0],
            )
            states[shift] = (value + fit, previous)
        best.append(states)
    shifts: list[int] = []
    if best:
        shift = max(best[-1], key=lambda s: best[-1][s][0])
        for states in reversed(best):
            shifts.append(shift)
            shift = states[shift][1]
        shifts.reverse()
    return [_entry(row, schema, shift, context) for row, shift in zip(rows, shifts, strict=True)]


def _fit(row: Row, schema: Schema, shift: int, context: Context) -> float:
    """How well the row's cells suit the columns when each cell stands `shift` columns to the right of its own."""
    fit = 0.5 if shift == 0 else 0.0
    for column in row.filled:
        role = schema.get(column - shift, "")
        text = row.cells[column].text
        fit += _suits(role, text, context)
    return fit


def _suits(role: str, text: str, context: Context) -> float:
    if role in ("level1", "level2"):
        level = int(role[-1])
        if is_category(text, context.taxonomy, level):
            return 3.0
        return -2.0 if is_category(text, context.taxonomy) or number_of(text) is not None else -0.5
    if role in ("weight", "score"):
        return 2.0 if number_of(text) is not None else (0.0 if is_filler(text) else -2.0)
    if role == "name":
        if number_of(text) is not None or is_filler(text):
            return -2.0
        return -2.0 if is_category(text, context.taxonomy) and text.rstrip().endswith("指标") else 1.0
    if role in ("annual", "period", "actual"):
        return -3.0 if _is_label(text, context) else 0.5
    if role == "side":
        return -2.0 if _is_label(text, context) or number_of(text) is not None else 0.5
    if role == "":
        return -1.0 if is_filler(text) else -2.0
    return 0.0


def _is_label(text: str, context: Context) -> bool:
    return is_category(text, context.taxonomy) and "指标" in words_of(text)


def _entry(row: Row, schema: Schema, shift: int, context: Context) -> Entry:
    texts: dict[str, Text] = {}
    for column in row.filled:
        role = schema.get(column - shift, "")
        if role:
            text = Text.of(row.cells[column]).strip()
            texts[role] = Text.join((texts[role], text), " ") if role in texts else text
    entry = Entry(row, texts, height=_height(texts))
    if not context.dump:
        return entry
    fallen = _fallen(row, context)
    if fallen is not None:
        entry.texts = fallen
        entry.garbled.update(("name", "annual"))
    else:
        _part(entry)
    return entry


def _height(texts: Mapping[str, Text]) -> int:
    """How many text lines a row is high, by the wraps in its cells; labels reach over several rows."""
    lines = (len(_TOKEN.findall(text.string[:2000])) for role, text in texts.items() if role not in _LABELS)
    return min(_MAX_HEIGHT, max(lines, default=1))


def _tokens(text: Text) -> list[Text]:
    return [text.slice(m.start(), m.end()) for m in _TOKEN.finditer(text.string[:2000])]


def _fallen(row: Row, context: Context) -> dict[str, Text] | None:
    """The texts of a row that fell into one cell: label, name, values, weight and score, split at the wraps."""
    if len(row.filled) > 2:
        return None
    cell = max((row.cells[c] for c in row.filled), key=lambda c: len(c.text))
    tokens = _tokens(Text.of(cell))
    if len(tokens) < 5 or number_of(tokens[-1].string) is None or number_of(tokens[-2].string) is None:
        return None
    texts: dict[str, Text] = {}
    for role in ("level1", "level2"):
        if len(tokens) > 3 and is_category(tokens[0].string, context.taxonomy, int(role[-1])):
            texts[role] = tokens.pop(0)
    if not texts:
        return None
    texts["weight"], texts["score"] = tokens[-2:]
    body = tokens[:-2]
    if len(body) >= 3:
        texts["name"], texts["annual"], texts["actual"] = Text.join(body[:-2], " "), body[-2], body[-1]
    else:
        texts.update(zip(("name", "annual"), body, strict=False))
    return texts


def _part(entry: Entry) -> None:
    """Take cells apart into which the next column's value fell."""
    texts = entry.texts
    if "name" not in texts or han_count(texts["name"].string) == 0:
        return
    if "score" not in texts and "weight" in texts and number_of(texts["weight"].string) is not None:
        for role in ("actual", "annual"):
            if role in texts and (parts := _tail(texts[role], numeric=True)):
                texts["score"] = texts["weight"]
                texts[role], texts["weight"] = parts
                break
    if (
        "weight" not in texts
        and "score" in texts
        and "actual" in texts
        and (parts := _tail(texts["actual"], numeric=True))
    ):
        texts["actual"], texts["weight"] = parts
    if "annual" in texts and "actual" not in texts and "weight" in texts and (parts := _tail(texts["annual"])):
        texts["annual"], texts["actual"] = parts
    if "annual" not in texts and "actual" in texts and (parts := _tail(texts["name"])):
        texts["name"], texts["annual"] = parts


def _tail(text: Text, numeric: bool = False) -> tuple[Text, Text] | None:
    """The text without its last piece, and that piece, where it is a number or looks like a value."""
    tokens = _tokens(text)
    if len(tokens) < 2:
        return None
    last = tokens[-1]
    fits = number_of(last.string) is not None if numeric else _VALUE_LIKE.search(last.string) is not None
    if not fits:
        return None
    start = len(text.string[:2000].rstrip()) - len(last)
    return text.slice(0, start).strip(), last
