"""Taking a value apart: its bare part, its notes, and the quantities of both."""

from __future__ import annotations

from functools import lru_cache

from perflint.model import Quantity, Value
from perflint.values.alike import Likeness, known_like, like_another, likeness_of
from perflint.values.folding import level
from perflint.values.notes import Span, complement, find_notes
from perflint.values.scan import find_quantities
from perflint.values.units import UnitTable

_EDGES = " ,;。、"


@lru_cache(maxsize=4096)
def parse_value(text: str, units: UnitTable) -> Value:
    """Take a value text apart; offsets are code points of `text`. Never raises, whatever the text."""
    return like_another(text, units, take_apart) or take_apart(text, units)


# The gate and rules ask for that of the same values one after the other.
@lru_cache(maxsize=512)
def likeness(text: str, units: UnitTable) -> Likeness | None:
    """What a value shares with all that are taken apart like it but for the figures of their one number, None where
    it may be like no other."""
    like = likeness_of(text)
    return None if like is None or known_like(like, units, take_apart) is None else like


def take_apart(text: str, units: UnitTable) -> Value:
    """The same from scratch."""
    low = level(text)
    found = find_quantities(text, units)
    notes = find_notes(low, found)
    if not notes:
        spans = _trimmed(low, [(0, len(text))])
        return Value(text, _join(text, spans), spans, (), found, ())
    spans = _trimmed(low, list(complement(len(text), notes)))
    inside, outside = _parted(found, notes)
    return Value(text, _join(text, spans), spans, notes, outside, inside)


def _join(text: str, spans: tuple[Span, ...]) -> str:
    return "".join(text[start:end] for start, end in spans)


def _trimmed(low: str, spans: list[Span]) -> tuple[Span, ...]:
    """The ranges without blanks at both ends of the whole, and without separators at its end."""
    while spans:
        start, end = spans[0]
        kept = len(low[start:end].lstrip(_EDGES))
        if kept:
            spans[0] = (end - kept, end)
            break
        spans.pop(0)
    while spans:
        start, end = spans[-1]
        kept = len(low[start:end].rstrip(_EDGES))
        if kept:
            spans[-1] = (start, start + kept)
            break
        spans.pop()
    return tuple(spans)


def _parted(found: tuple[Quantity, ...], notes: tuple[Span, ...]) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """The quantities that begin in a note, and the others."""
    inside: list[Quantity] = []
    outside: list[Quantity] = []
    at = 0
    for quantity in found:
        while at < len(notes) and notes[at][1] <= quantity.start:
            at += 1
        in_note = at < len(notes) and notes[at][0] <= quantity.start
        (inside if in_note else outside).append(quantity)
    return tuple(inside), tuple(outside)
