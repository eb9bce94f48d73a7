"""Reads the header fields of a form: keys and their values in neighbouring cells or fallen into one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, BudgetYear, Text
from perflint.parse.rows import Row, tidy, words_of
from perflint.parse.titles import without_code
from perflint.parse.years import in_digits
from perflint.text import han_count, squeeze

# A cell longer than this is prose, in which no keys are looked for.
_LONG = 600
_KEYS: dict[str, str] = {
    "name": "项目名称 政策名称 预算项目名称 支出项目名称 项目支出名称 二级项目名称 项目(政策)名称 项目（政策）名称 "
    "政策（项目）名称 专项名称 专项资金名称 转移支付名称",
    "code": "项目编码 项目代码 项目编号",
    "unit": "项目实施单位 实施单位 项目单位 预算单位 项目承担单位 承担单位 用款单位 资金使用单位 执行单位 二级预算单位 "
    "基层预算单位 项目执行单位 具体实施单位",
    # Whoever fills the form in is the unit only where no other is named.
    "filler": "填报单位 申报单位 单位名称 编制单位 填表单位",
    "department": "主管部门及代码 主管部门 主管单位 一级预算单位 部门名称 部门 预算部门 预算主管部门 部门（单位）名称 "
    "部门(单位)名称 项目主管部门 省级主管部门 中央主管部门",
    "year": "绩效自评年度 自评年度 预算年度 填报年度 评价年度 申报年度 项目年度 所属年度 绩效年度 年度",
    "money": "金额单位 单位",
    "other": "项目负责人 项目联系人 负责人 联系人 联系电话 联系方式 项目类型 项目类别 项目属性 项目性质 项目分类 "
    "项目期 项目周期 实施期限 项目起止时间 起止时间 计划开始日期 计划完成日期 开始时间 完成时间 结束时间 "
    "填报日期 填报时间 填报人 填表人 项目概况 立项依据 项目总投资 资金性质 资金用途 实施期 支出方向 功能科目 预算级次 "
    "分管处室 业务处室 归口处室 评价类型 自评类型 单位负责人 处室 项目实施期 项目开始时间 项目结束时间 项目级次",
}
_FIELD = {word: field for field, words in _KEYS.items() for word in words.split()}
_WORD = "|".join(r"\s*".join(map(re.escape, w)) for w in sorted(_FIELD, key=len, reverse=True))
_KEY = lazy_regex(rf"(?<![\u4e00-\u9fff])({_WORD})\s*(?:[(（][^()（）:：]{{0,12}}[)）])?\s*[:：]")
# 项目 alone is a key where nothing but its value stands beside it.
_BARE_NAME = frozenset(("项目", "项目:", "专项", "专项:"))
_NOTE = lazy_regex(r"\([^():]{0,12}\)$")
# Keys that fill a cell, in their further wordings; behind them other words may stand in prose.
_PATTERNS = tuple(
    (field, lazy_regex(pattern))
    for field, pattern in (
        (
            "name",
            r"(?:预算|支出|财政|重点|评价|绩效|补助|部门|转移支付|[一二三]级|子)*(?:项目|专项(?:资金)?|政策|转移支付|资金)"
            r"(?:\((?:项目|政策|专项|资金)\)|[和及或/](?:项目|政策))?(?:支出)?(?:(?:编码|代码)[及和])?名称(?:[及和](?:编码|代码))?"
            r"|项目全称|(?:预算|支出|[二三]级)项目",
        ),
        (
            "unit",
            r"(?:项目|资金|预算|具体)?(?:实施|承担|执行|使用|用款|建设|管理|预算)(?:\(.{1,6}\))?(?:单位|部门)"
            r"(?:(?:编码|代码)[及和])?(?:名称)?(?:[及和](?:编码|代码))?|基层(?:预算)?单位",
        ),
        ("filler", r"(?:项目|预算)?(?:责任|牵头|承办|填报|申报|编报|编制|预算编制)(?:单位|部门)(?:名称)?"),
        (
            "department",
            r"(?:中央|地方|[省市县区]级|业务|行业|项目|资金|预算|归口|一级)*主管(?:部门|单位)(?:名称)?(?:[及和(]代码\)?)?",
        ),
    )
)
_SEAL = lazy_regex(r"\s*[(（](?:盖章|公章|签章|章|加盖公章)[)）]\s*$")
_PROJECT_CODE = lazy_regex(r"[0-9A-Z]{6,30}\s*[-—－–_]\s*(?=[\u4e00-\u9fff])")
_MONEY_WORD = lazy_regex("[元角币]")
_YEAR = lazy_regex(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_LINE = lazy_regex(
    r"\s*[(（]?\s*(2\s?0\s?\d\s?\d)\s*年\s*度?\s*(?:\d{1,2}\s*[-—–~～至]\s*\d{1,2}\s*月(?:份)?|[上下]半年|第?[一二三四1-4]季度)?\s*[)）]?\s*"
)
_MONEY = lazy_regex(
    r"单\s*位\s*[:：]?\s*[(（]?\s*(?:人民币)?\s*(万元|亿元|千元|元)|[(（]\s*(?:单位\s*[:：]\s*)?(万元|亿元|千元|元)\s*[)）]"
)


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """The header fields of one form; what is not there is EMPTY."""

    name: Text = EMPTY
    code: Text = EMPTY
    unit: Text = EMPTY
    department: Text = EMPTY
    money_unit: Text = EMPTY
    year: BudgetYear | None = None
    keys: frozenset[str] = frozenset()


def has_project_key(row: Row) -> bool:
    """Whether a row holds the name or code of a project as a header field."""
    return any(field in ("name", "code") for field, _ in _pairs(row, False))


def names_project(text: str) -> bool:
    """Whether a cell holds the key of a project's name and nothing else."""
    return _whole_key(text) == "name"


def has_key(row: Row) -> bool:
    """Whether a row holds any header field."""
    return bool(_pairs(row, False))


def read_fields(rows: Sequence[Row], dump: bool) -> Fields:
    """The fields that stand in the rows; the first value of each counts."""
    found: dict[str, Text] = {}
    keys: set[str] = set()
    for row in rows:
        for field, value in _pairs(row, dump):
            keys.add(field)
            if value and field not in found:
                found[field] = value
    filler = found.get("filler") or _bare_unit(found.get("money", EMPTY))
    unit = _organisation(found.get("unit") or filler or found.get("department", EMPTY))
    return Fields(
        name=_without_project_code(found.get("name", EMPTY)),
        code=found.get("code", EMPTY),
        unit=unit,
        department=_organisation(found.get("department", EMPTY)),
        money_unit=_money_unit(rows),
        year=_year(found.get("year", EMPTY)) or _year_line(rows),
        keys=frozenset(keys),
    )


def _pairs(row: Row, dump: bool) -> list[tuple[str, Text]]:
    """The fields of a row in order, with their values."""
    pairs: list[tuple[str, list[Text]]] = []
    for column in row.filled:
        cell = row.cells[column]
        text = Text.of(cell)
        if len(cell.text) > _LONG:
            continue
        whole = _whole_key(cell.text)
        if not whole and len(row.filled) == 2 and column == row.filled[0] and words_of(cell.text) in _BARE_NAME:
            whole = "name"
        if whole:
            pairs.append((whole, []))
            continue
        start = 0
        for match in _KEY.finditer(cell.text) if ":" in cell.text or "：" in cell.text else ():
            if pairs:
                pairs[-1][1].append(text.slice(start, match.start()).strip())
            pairs.append((_field(match.group(1)), []))
            start = match.end()
        if pairs:
            pairs[-1][1].append(text.slice(start).strip())
    return [(field, _value(parts, dump)) for field, parts in pairs if field != "other"]


def _whole_key(text: str) -> str:
    """The field whose key fills a cell, "" where none does."""
    words = words_of(text).lstrip("*").rstrip(":*")
    bare = _NOTE.sub("", words)
    field = _squeezed().get(words) or _squeezed().get(bare)
    if field or not bare:
        return field or ""
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(words) or pattern.fullmatch(bare)), "")


def _field(word: str) -> str:
    return _FIELD["".join(word.split())]


def _value(parts: Sequence[Text], dump: bool) -> Text:
    """A clean value stands in one cell; in a dump it may have fallen into several."""
    filled = [part for part in parts if part]
    if not filled:
        return EMPTY
    return tidy(Text.join(filled), True) if dump else tidy(filled[0])


def _organisation(text: Text) -> Text:
    """An organisation's name without its code and the request for a seal."""
    seal = _SEAL.search(text.string[-12:])
    return without_code(text.slice(0, len(text) - len(seal.group())) if seal else text)


def _without_project_code(name: Text) -> Text:
    """A project's name without the code that stands before it with a dash."""
    # Most names begin with a Han, and the pattern takes long to compile.
    match = _PROJECT_CODE.match(name.string) if name.string[:1].isascii() else None
    return name.slice(match.end()) if match else name


def _bare_unit(text: Text) -> Text:
    """What stands behind a bare 单位： where it is no money unit."""
    return text if han_count(text.string) >= 4 and _MONEY_WORD.search(text.string) is None else EMPTY


def _year(text: Text) -> BudgetYear | None:
    match = _YEAR.search(text.string[:40])
    return BudgetYear(int(match.group(1)), "header", text.slice(*match.span(1))) if match else None


def _year_line(rows: Sequence[Row]) -> BudgetYear | None:
    """The year of a line that holds nothing else, as under a title, or of a cell that says 2025年度 and no more."""
    for row in rows:
        for column in row.filled:
            cell = row.cells[column]
            match = _YEAR_LINE.fullmatch(in_digits(cell.text)) if len(cell.text) <= 40 else None
            if match and (len(row.filled) == 1 or "度" in cell.text):
                return BudgetYear(int("".join(match.group(1).split())), "title", Text.of(cell, *match.span(1)))
    return None


def _money_unit(rows: Sequence[Row]) -> Text:
    for row in rows:
        for column in row.filled:
            cell = row.cells[column]
            if len(cell.text) <= 60 and (match := _MONEY.search(cell.text)):
                return Text.of(cell, *match.span(1 if match.group(1) else 2))
    return EMPTY


@lru_cache(maxsize=1)
def _squeezed() -> Mapping[str, str]:
    """The field of each key, as it is squeezed."""
    return {squeeze(word): field for word, field in _FIELD.items()}
