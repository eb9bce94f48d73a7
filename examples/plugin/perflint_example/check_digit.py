"""The kind `check-digit`: a code whose last digit does not follow from the ones before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.model import Finding, Subject

_EXAMPLE = """\
scope: [project]
fields: [code]
kind: check-digit
with: {weights: [7, 3, 1]}
examples:
  bad:
    - {project: {name: 渠道清淤, code: "1015", goal: 清淤。}, at: [code, "1015"]}
    - {project: {name: 校舍维修, code: "2221", goal: 维修。}, at: [code, "2221"]}
  good:
    - {project: {name: 渠道清淤, code: "1007", goal: 清淤。}}
    - {project: {name: 校舍维修, code: "7", goal: 维修。}}
"""


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """The first of the rule's fields is a code; its last digit is the weighted sum of the others modulo `modulus`.

    weights: the weights of the digits from the left; a code of another length is none and is not judged.
    modulus: what the sum is taken modulo.
    """

    kind: ClassVar[str] = "check-digit"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"code", "expected"})

    # What `perflint explain check-digit` shows and `perflint rules new --kind check-digit` starts from.
    example: ClassVar[str] = _EXAMPLE

    weights: tuple[int, ...]
    modulus: int = 10

    def validate(self) -> None:
        """ValueError where the options make no sense; perflint adds file, line and column."""
        if not 2 <= self.modulus <= 10:
            raise ValueError("modulus: 2 … 10")

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """At most one finding, at the code."""
        text = field_text(subject, context.fields[0])
        code = text.string.strip()
        if len(code) != len(self.weights) + 1 or not (code.isascii() and code.isdigit()):
            return
        digits = [int(digit) for digit in code]
        total = sum(digit * weight for digit, weight in zip(digits, self.weights, strict=False))
        expected = total % self.modulus
        if digits[-1] != expected:
            yield Finding(context.fields[0], text, values={"code": code, "expected": expected})
