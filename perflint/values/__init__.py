"""Values in words: what a text says in numbers, dates and years; text in, quantities out.

Conventions beyond those of `perflint.model.Quantity`: a share in words (百分之九十五, 九成) is given in %. 万 and 亿
multiply the number, except before money, where 万元 is the unit. The bounds of a date with a year are yyyymmdd; a date
alone is a term and binds by its last day only; without a year it has no bounds. A service mode (7*24小时), a
resolution or a ratio (1:50) is one quantity of dimension "other" without bounds.
"""

from perflint.values.direction import (
    Direction,
    bound_direction,
    damaged_operator,
    leading_operator,
    words_of_damage,
)
from perflint.values.scan import NUMERALS, find_quantities, may_hold_number
from perflint.values.units import UnitTable
from perflint.values.value import likeness, parse_value
from perflint.values.years import YearKind, YearMention, dates_and_years, words_of_years

__all__ = [
    "NUMERALS",
    "Direction",
    "UnitTable",
    "YearKind",
    "YearMention",
    "bound_direction",
    "damaged_operator",
    "dates_and_years",
    "find_quantities",
    "leading_operator",
    "likeness",
    "may_hold_number",
    "parse_value",
    "words_of_damage",
    "words_of_years",
]
