"""The kind `similar`: two names that differ in nothing but words without content, or in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.memo import file_memo
from perflint.checks.support.names import name_and_unit
from perflint.checks.support.occasions import where_repeated
from perflint.checks.support.peers import Peer, Peers, check_parts, parts_of, peers_of, position_of
from perflint.checks.unique import FIRST_PLACE
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Related, Subject
from perflint.taxonomy import Taxonomy
from perflint.text import han_count, is_han
from perflint.words import cut

# Lists of the taxonomy whose words only say what kind of number is meant: 服务人数 and 工作人数 share no content.
_MEASURES = ("count_heads", "duration_heads", "amount_rates", "good_rates", "quality_rates", "quality_tails")
_ENDINGS = frozenset("率度性数量")
_CONTENT = 2
# 批次数 is 批次: 数 says nothing behind a word that counts already.
_COUNTED = lazy_regex("(?<=[批人场户台班车]次)数量?$")
_COUNTED_SIGNS = "数量"
# With one of these the order of the words says who does what to whom.
_DIRECTED = frozenset({"对", "向", "给", "由", "从", "到", "至", "转", "比", "被", "把", "为", "按"})


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """Two names (or other texts of the rule's fields) are the same without words that carry no content, or in another
    order of their words; the later one is found. Compared are the indicators of a project (scope indicator) or the
    projects of a table (scope project); in the scope table the table itself is at fault, once. Those that are the same
    as they stand are left to the kind `unique`.

    empty: words that carry no content in a name.
    shortest: how many Han characters both names have at least.
    parts: in the scope table: the field, with its scope, of which no two may be alike.
    """

    kind: ClassVar[str] = "similar"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "first", "first_name"})

    empty: tuple[str, ...]
    shortest: int = 4
    parts: str = "project.name"

    def validate(self) -> None:
        """OptionFault for a field that does not exist."""
        check_parts(self.parts)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Two indicators of the project have the same signs, but for those of words without content."""
        return where_repeated(context.fields, _signs(self, context.taxonomy))

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at every text that is near to an earlier one."""
        if subject.project is None:
            peers = parts_of(subject.table, self.parts)
            for position, near in _near(peers, context.taxonomy, self).items():
                yield _finding(self.parts.partition(".")[2], peers.all[position], *near)
            return
        for field in context.fields:
            peers = peers_of(subject, field)
            position = position_of(subject, peers)
            found = _near(peers, context.taxonomy, self).get(position)
            if found is not None:
                yield _finding(field, peers.all[position], *found)


def _finding(field: str, later: Peer, first: Peer, words: str) -> Finding:
    values = {"name": later.text.string, "first": first.number, "first_name": first.text.string}
    return Finding(field, later.text, values=values, related=(Related(first.text, FIRST_PLACE),), identity=words)


@file_memo(8)
def _near(peers: Peers, taxonomy: Taxonomy, check: Similar) -> Mapping[int, tuple[Peer, str]]:
    """For the position of every peer whose text is near to an earlier one's, the first such one and their words."""
    groups: dict[tuple[object, ...], list[tuple[Peer, str, tuple[str, ...]]]] = {}
    result: dict[int, tuple[Peer, str]] = {}
    for position, peer in enumerate(peers.all):
        name, indicator = peer.text.string, peer.subject.indicator
        kind = _words_of(name, taxonomy, check)
        if kind is None or (indicator is not None and "name" in indicator.garbled):
            continue
        plain, words = name_and_unit(name, taxonomy)[0], _in_order(name, taxonomy, check)
        subgoal = indicator.subgoal if indicator is not None else 0
        group = groups.setdefault((subgoal, *kind), [])
        first = next((p for p, other, order in group if other != plain and _alike(words, order)), None)
        if first is not None:
            result[position] = first, " ".join(sorted(words))
        if len(group) < 8:
            group.append((peer, plain, words))
    return result


@lru_cache(maxsize=8192)
def _words_of(name: str, taxonomy: Taxonomy, check: Similar) -> tuple[str, tuple[str, ...]] | None:
    """What near names have in common: their unit and their words in any order. None for a name that says too little."""
    words = _in_order(name, taxonomy, check)
    return (name_and_unit(name, taxonomy)[1], tuple(sorted(words))) if words else None


# Names of nothing but words without content are alike, too.
_NO_SIGNS = frozenset("-")


@lru_cache(maxsize=8)
def _signs(check: Similar, taxonomy: Taxonomy) -> Callable[[str], frozenset[str] | None]:
    """What tells, and remembers, what names with the same words have in common without cutting them: the signs that
    every cut keeps."""
    left_out = frozenset(_COUNTED_SIGNS).union(*check.empty)

    @lru_cache(maxsize=8192)
    def signs_of(name: str) -> frozenset[str] | None:
        if len(list(islice(filter(is_han, name), max(check.shortest, 0)))) < check.shortest:
            return None
        kept = frozenset(name_and_unit(name, taxonomy)[0]) - left_out
        return frozenset(filter(str.isalnum, kept)) or _NO_SIGNS

    return signs_of


@lru_cache(maxsize=8192)
def _in_order(name: str, taxonomy: Taxonomy, check: Similar) -> tuple[str, ...]:
    """The words of a name that carry content, none where they say too little."""
    if han_count(name) < check.shortest:
        return ()
    empty, measures = frozenset(check.empty), _measures(taxonomy)
    plain = name_and_unit(name, taxonomy)[0]
    words = [w for w in cut(_COUNTED.sub("", plain)) if w not in empty and any(c.isalnum() for c in w)]
    if han_count("".join(w for w in words if w not in measures)) < _CONTENT:
        return ()
    return tuple(part for word in words for part in _parted(word) if part not in empty)


def _parted(word: str) -> tuple[str, ...]:
    """A word without its measure, and the measure: 接种率 is 接种 and 率; 人数 is one word."""
    return (word[:-1], word[-1]) if len(word) > 2 and word[-1] in _ENDINGS else (word,)


@lru_cache(maxsize=4)
def _measures(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset().union(*(taxonomy.words[name] for name in _MEASURES))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the same words mean the same in their order."""
    return one == other or not _DIRECTED.intersection(one)
