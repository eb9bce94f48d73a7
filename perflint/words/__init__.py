"""Cuts Chinese text into words with a small packaged vocabulary, the same on every machine."""

from perflint.words.slips import FoundSlip, Slip, find_slips, read_slip, simplified_forms, slips_met, words_of_slips
from perflint.words.tokenizer import VOCABULARY_VERSION, content_words, cut, known

__all__ = [
    "VOCABULARY_VERSION",
    "FoundSlip",
    "Slip",
    "content_words",
    "cut",
    "find_slips",
    "known",
    "read_slip",
    "simplified_forms",
    "slips_met",
    "words_of_slips",
]
