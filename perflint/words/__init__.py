"""Cuts Chinese text into words with a small packaged vocabulary, the same on every machine."""

from perflint.words.tokenizer import VOCABULARY_VERSION, content_words, cut, known

__all__ = ["VOCABULARY_VERSION", "content_words", "cut", "known"]
