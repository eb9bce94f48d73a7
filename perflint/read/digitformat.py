"""Shows numbers by digit placeholders: 0.95 as 95%, 12345 as 1.2万, 0.5 as 1/2; and as General does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from perflint.read.chinesedigits import one_by_one

Token = tuple[str, str]
# A spreadsheet shows no more digits of a number than this, and General no wider ones.
_PRECISION = 15
_WIDTH = 11
# No format shows more decimals (Excel: 30).
_MAX_DECIMALS = 30
# Wider than any double.
_CONTEXT = 400


def decimal_of(value: float) -> Decimal | None:
    """The number as a spreadsheet sees it, to 15 digits: 0.1+0.2 is 0.3. None where there is no number."""
    return Decimal(f"{value:.{_PRECISION}g}") if math.isfinite(value) else None


def general(value: float) -> str:
    """A number as it stands in a cell without a format: 11 characters at most, else rounded or with a power of ten."""
    if not math.isfinite(value):
        return "#NUM!"
    number = abs(value)
    if number == 0:
        return "0"
    sign = "-" if value < 0 else ""
    power = math.floor(math.log10(number))
    if -4 <= power <= _WIDTH - 1:
        plain = _rounded(number, max(0, _WIDTH - 2 - max(power, 0)))
        if len(plain) <= _WIDTH:
            return sign + plain
    if -9 <= power < -4 and len(plain := _rounded(number, 12)) <= _WIDTH:
        return sign + plain
    mantissa, _, exponent = f"{number:.5e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{sign}{mantissa}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"


def _rounded(number: float, decimals: int) -> str:
    shown = format(_quantized(Decimal(f"{number:.{_PRECISION}g}"), decimals), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _quantized(number: Decimal, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = _CONTEXT
        return number.quantize(Decimal(1).scaleb(-min(decimals, _MAX_DECIMALS)), rounding=ROUND_HALF_UP)


def show_digits(tokens: Sequence[Token], number: Decimal, numerals: int = 0) -> str:
    """A number by its section of a format's code. The minus sign stands before everything else."""
    sign = "-" if number < 0 else ""
    number = abs(number)
    # A date's letter in a section of digits is a letter.
    tokens = [("literal", text) if kind in ("date", "noon", "elapsed") else (kind, text) for kind, text in tokens]
    number = number.scaleb(2 * tokens.count(("sign", "%")))
    if any(kind == "exponent" for kind, _ in tokens):
        shown = _power(tokens, number)
    elif ("sign", "/") in tokens and _is_fraction(tokens):
        shown = _fraction(tokens, number)
    else:
        shown = _plain(tokens, number)
    if not any(kind == "digit" for kind, _ in tokens):
        sign = ""
    return sign + (one_by_one(shown, numerals) if numerals else shown)


def _plain(tokens: Sequence[Token], number: Decimal) -> str:
    digits = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        return "".join(text for _, text in tokens if text not in (".", ",") or len(text) != 1)
    point = next((i for i, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    last = max((i for i in digits if i < point), default=-1)
    # Commas right behind the digits divide by a thousand each, commas between them part the thousands.
    scale = 0
    for end in {last, digits[-1]} - {-1}:
        at = end + 1
        while at < len(tokens) and tokens[at] == ("sign", ","):
            scale, at = scale + 1, at + 1
    grouped = any(token == ("sign", ",") and digits[0] < i < last for i, token in enumerate(tokens))
    decimals = sum(1 for i in digits if i > point)
    rounded = _quantized(number.scaleb(-3 * scale), decimals)
    whole, _, rest = format(rounded, "f").partition(".")
    left = _whole(tokens[:point], whole.lstrip("0"), grouped)
    return left + ("." if point < len(tokens) else "") + _decimals(tokens[point + 1 :], rest)


def _whole(tokens: Sequence[Token], digits: str, grouped: bool) -> str:
    """The places before the point, filled from the right; the first one takes all digits that are left."""
    places = [text for kind, text in tokens if kind == "digit"]
    zeros = len(places) - places.index("0") if "0" in places else 0
    digits = digits.zfill(zeros) if zeros else digits
    shown: list[str] = []
    left, used = len(places), 0
    for kind, text in reversed(tokens):
        if kind != "digit":
            if text != ",":
                shown.append(text[::-1])
            continue
        left -= 1
        for _ in range(len(digits) - used if left == 0 else min(1, len(digits) - used)):
            if grouped and used and used % 3 == 0:
                shown.append(",")
            used += 1
            shown.append(digits[-used])
    return "".join(shown)[::-1] if places else "".join(shown)[::-1] + digits


def _decimals(tokens: Sequence[Token], digits: str) -> str:
    shown: list[str] = []
    at = 0
    for kind, text in tokens:
        if kind != "digit":
            if text != "," and (kind, text) != ("sign", "."):
                shown.append(text)
            continue
        if text == "0" or digits[at:].strip("0"):
            shown.append(digits[at : at + 1] or "0")
        at += 1
    return "".join(shown)


def _power(tokens: Sequence[Token], number: Decimal) -> str:
    at = next(i for i, (kind, _) in enumerate(tokens) if kind == "exponent")
    front, back = tokens[:at], tokens[at + 1 :]
    point = next((i for i, token in enumerate(front) if token == ("sign", ".")), len(front))
    step = max(1, sum(1 for kind, _ in front[:point] if kind == "digit"))
    decimals = sum(1 for kind, _ in front[point:] if kind == "digit")
    power = number.adjusted() // step * step if number else 0
    if number and _quantized(number.scaleb(-power), decimals) >= Decimal(10) ** step:
        power += step
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    return _plain(front, number.scaleb(-power)) + "E" + sign + _plain(back, Decimal(abs(power)))


def _is_fraction(tokens: Sequence[Token]) -> bool:
    at = tokens.index(("sign", "/"))
    behind = tokens[at + 1 : at + 2]
    return bool(behind) and any(kind == "digit" for kind, _ in tokens[:at]) and behind[0][1].isascii()


def _fraction(tokens: Sequence[Token], number: Decimal) -> str:
    """`# ?/?`: the whole, then the nearest fraction with so many digits, or with a fixed divisor (`# ?/8`)."""
    at = tokens.index(("sign", "/"))
    behind = "".join(text for _, text in tokens[at + 1 :])
    fixed = "".join(c for c in behind if c.isdigit()).lstrip("0")
    size = min(len([c for c in behind if c in "0#?"]) or 1, 7)
    before = "".join(text for _, text in tokens[:at])
    with_whole = " " in before.strip()
    value = Fraction(number)
    whole = int(value) if with_whole else 0
    if fixed:
        part = Fraction(round((value - whole) * int(fixed)), int(fixed))
        top, bottom = round((value - whole) * int(fixed)), int(fixed)
    else:
        part = (value - whole).limit_denominator(10**size - 1)
        top, bottom = part.numerator, part.denominator
    if with_whole and part == 1:
        whole, top = whole + 1, 0
    if not top:
        return str(whole)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
