"""Numbers that are no quantities: parts of names, codes, standards, document numbers, markup, list markers."""

from __future__ import annotations

from perflint.lazyregex import lazy_regex
from perflint.text import HAN_SIGN

STANDARD = (
    r"(?<![a-z])(?:iso|iec|gb|gbz|gbj|db|dbj|jgj|jtg|jtj|cjj|cj|hj|hg|yd|yy|ws|sl|ga|ny|ly|jt|jg|jb|dl|sy|qb|"
    r"ieee|ansi|astm)(?:[0-9]{2})?(?:/[a-z]{1,5}){0,2}(?:[ -][0-9]{3,6}|[0-9]{2,6})(?:\.[0-9]{1,3})?"
    r"(?:[-:] ?[0-9]{2,6}){0,2}(?![0-9%])"
)
DOCUMENT = (
    r"(?:\[(?:19|20)[0-9]{2}\] ?(?:第 ?)?[0-9]{1,5}(?: ?号)?|\((?:19|20)[0-9]{2}\) ?(?:第 ?)?[0-9]{1,5} ?号"
    r"|(?:19|20)[0-9]{2}年第 ?[0-9]{1,5} ?号)"
)
_MARKUP = r"<sup>[^<>]{0,9}</sup>|<sub>[^<>]{0,9}</sub>|</?[a-z][a-z0-9]{0,9}(?: [^<>]{0,200})?/?>|&#?[a-z0-9]{1,8};"
_QUOTED = r"[“「][^“”「」≥≤><=%]{1,30}[”」]"
_CODE = r"(?<![a-z0-9])[a-z]{1,12}[-_.+][0-9][0-9a-z.]{0,40}(?:-[0-9a-z.]{1,40}){0,8}(?![0-9%])"
MARKUP = lazy_regex(_MARKUP)
SKIPPED = lazy_regex(f"{_MARKUP}|{_QUOTED}|{STANDARD}|{DOCUMENT}|{_CODE}")

# At the first digit of a run.
_NO_QUANTITY = lazy_regex(
    r"[0-9]{21,}(?:\.[0-9]+)?"
    r"|1[3-9][0-9]{9}(?![0-9.])(?! ?[元万亿个人次件份%])"
    r"|0[0-9]{2,3}-[0-9]{7,8}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+){2,}"
    r"|[0-9]{1,6}(?:-[0-9]{1,6}){2,}(?![0-9])"
    r"|[0-9]{1,3}(?:\+[0-9]{1,3})+(?:\+n)?|[0-9]{1,3}\+[nx](?![a-z])"
    r"|[0-2]?[0-9]:[0-5][0-9] ?[-~至到] ?[0-2]?[0-9]:[0-5][0-9](?![0-9])"
    r"|[0-9]{1,2}·[0-9]{1,2}(?![0-9])"
    r"|(?:1[0-9]{4}|9[56][0-9]{3,4}|1[12][0249]|400-?[0-9]{3}-?[0-9]{4})"
    r"(?![件次个条宗起人通份])(?=[^0-9,;。、()]{0,10}(?:热线|平台|电话|专线|报警|急救|举报|联动))"
    r"|(?:[2-6]g|[248]k|[2-5]d)(?![a-z]|/[a-z]{1,5}(?![a-z0-9])|/[人户次天日月年亩只头株棵个件名])"
    r"|[0-9]+(?:\.[0-9]+)? ?(?:号|版|国道|省道|县道)"
    r"|[0-9]{1,2} ?(?:-[0-9]{1,2})?[a-z](?:-[0-9a-z]+)+"
)
_MARKER = lazy_regex(
    f"[0-9]{{1,2}}(?:、|\\.(?![0-9])(?=.)|\\.(?=(?:19|20)[0-9]{{2}}年)|\\)(?=.))|[0-9]{{1,2}}-(?={HAN_SIGN})"
)
_BRACKET_MARKER = lazy_regex(r"\( ?(?:[0-9]{1,2}|(?:19|20)[0-9]{2}|[一二三四五六七八九十]{1,3}) ?\)")
_SENTENCE_START = frozenset(" ,;。:.、(>")
_VERSION = lazy_regex(r"[1-9]\.0(?![0-9%])")
_GRADES = lazy_regex(r"[0-9一二两三四五六七八九]{1,2}a{0,5}(?:级|等|星级)(?!以上|及以上|以下|别)")
_HAN = lazy_regex(HAN_SIGN)
_CHANGE_SIGNS = "*×÷"


def is_marker(low: str, at: int) -> int:
    """The end of the list marker (1、 2. 3） 11-名称) that begins at `at`, or `at` itself."""
    found = _MARKER.match(low, at)
    if not found:
        return at
    if found.group().endswith("、"):
        return found.end()
    before = low[at - 1] if at else " "
    if before not in _SENTENCE_START or (found.group().endswith(")") and before == "("):
        return at
    if found.group().endswith("-") and low[max(0, at - 8) : at].strip():
        return at
    return found.end()


def bracket_marker(low: str, at: int) -> int:
    """The end of the marker （1）, （一） or of a year in brackets that begins at `at`, or `at` itself."""
    found = _BRACKET_MARKER.match(low, at)
    return found.end() if found else at


def no_quantity(low: str, at: int) -> int:
    """Where the digits that begin at `at` end if they are a code, a phone number, a version …; else `at`."""
    if found := _NO_QUANTITY.match(low, at):
        return found.end()
    if at and _HAN.match(low[at - 1]) and (found := _VERSION.match(low, at)):
        return found.end()
    return at


def is_grade(low: str, at: int) -> bool:
    """Whether a numeral is a grade (三级, 2级, 一等), which counts nothing unless it is compared."""
    return _GRADES.match(low, at) is not None


def in_formula(low: str, start: int, end: int) -> bool:
    """Whether a number is a factor of a formula: *100%, ÷12, 20分*完成率."""
    before = start
    while before and low[before - 1] == " ":
        before -= 1
    after = end
    while after < len(low) and low[after] == " ":
        after += 1
    return (before > 0 and low[before - 1] in _CHANGE_SIGNS) or low[after : after + 1] in tuple(_CHANGE_SIGNS)


def titles(text: str) -> tuple[tuple[tuple[int, int], ...], frozenset[int]]:
    """The outermost ranges of 《…》 and 〈…〉, and the places of the marks that have no partner."""
    if not any(mark in text for mark in "《》〈〉"):
        return (), frozenset()
    open_marks: list[int] = []
    pairs: list[tuple[int, int]] = []
    lone: set[int] = set()
    for index, char in enumerate(text):
        if char in "《〈":
            open_marks.append(index)
        elif char in "》〉":
            if open_marks:
                pairs.append((open_marks.pop(), index + 1))
            else:
                lone.add(index)
    lone.update(open_marks)
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return tuple(outer), frozenset(lone)
