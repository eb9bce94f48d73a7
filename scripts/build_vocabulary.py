"""Builds perflint/words/vocabulary.json from jieba's dictionary and the field's own words.

Run it after a change of field.txt, then give the vocabulary a new version in perflint/words/tokenizer.py and its new
SHA-256 in tests/words/test_vocabulary.py: another vocabulary is a change of findings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable
from hashlib import sha256
from pathlib import Path

import jieba

WORDS = Path(__file__).resolve().parent.parent / "perflint" / "words"
HAN_ONLY = re.compile("[\u4e00-\u9fff]+")
# Names of persons, places, bodies and works, and strings that are no words.
NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "nt", "ns", "x"})
PROVINCES = frozenset(
    """北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南
    重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 中国 全国""".split()  # noqa: SIM905
)
IDIOM = "i"
NUMERAL = "m"
# 两台 十七年 一次: numerals and their measure words are cut apart.
COUNTED = re.compile("[一二两三四五六七八九十百千万亿几余].")
MIN_SINGLE = 1000
MIN_WORD = 100
FIELD_FREQUENCY = 1000
# Before a word of field.txt: keep it in one piece.
WHOLE = "!"


def general_words(lines: Iterable[str]) -> tuple[dict[str, int], set[str]]:
    """The frequent words of one to four Han of a dictionary with lines `word frequency tag`, without names, and the
    idioms among them."""
    words, idioms = {}, set()
    for line in lines:
        word, frequency, tag = line.split()
        if not HAN_ONLY.fullmatch(word) or len(word) > 4 or (tag in NAME_TAGS and word not in PROVINCES):
            continue
        if tag == NUMERAL and COUNTED.match(word):
            continue
        if int(frequency) >= (MIN_SINGLE if len(word) == 1 else MIN_WORD):
            words[word] = int(frequency)
            if tag == IDIOM:
                idioms.add(word)
    return words, idioms


def field_words(text: str) -> list[str]:
    """The words of the field list: blank-separated, lines that begin with # are headings."""
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def is_compound(word: str, words: Container[str]) -> bool:
    """Whether a word is two or more words of two or more Han each: 服务对象 says no more than 服务 and 对象."""
    if len(word) < 4:
        return False
    halves = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 1))
    return any(head in words and (rest in words or is_compound(rest, words)) for head, rest in halves)


def build() -> str:
    """The text of vocabulary.json: a frequency for each word, a word a line, sorted.

    The beginnings of words that are no words themselves stand among them with 0, as jieba's word graph wants it: to
    find them at every start would take longer than all the rest of the loading.
    """
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    words, whole = general_words(dictionary.splitlines())
    for word in field_words((WORDS / "field.txt").read_text(encoding="utf-8")):
        if word.startswith(WHOLE):
            word = word.removeprefix(WHOLE)
            whole.add(word)
        words[word] = max(words.get(word, 0), FIELD_FREQUENCY)
    kept = {word: frequency for word, frequency in words.items() if word in whole or not is_compound(word, words)}
    beginnings = {word[:end]: 0 for word in kept for end in range(1, len(word))}
    # JSON, one word a line: it is read in half the time of any text that has to be split.
    return (
        json.dumps({**beginnings, **kept}, ensure_ascii=False, indent=0, sort_keys=True, separators=(",", ":")) + "\n"
    )


if __name__ == "__main__":
    target = WORDS / "vocabulary.json"
    text = build()
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(json.loads(text))} words, sha256 {sha256(text.encode()).hexdigest()}")
