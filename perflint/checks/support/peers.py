"""What a subject is compared with: a project's indicators, a table's projects, the parts of a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from perflint.checks.base import FIELDS, Scope, field_text, text_fields
from perflint.checks.support.memo import file_memo
from perflint.errors import OptionFault, did_you_mean
from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Project, Subject, Table, Text

Key = Callable[[str], Hashable]


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """One of those that are compared: its subject, its number in order, and the text of the compared field."""

    subject: Subject
    number: int
    text: Text


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """All of them in order; equal to itself only, so that what is found out about them is kept."""

    all: tuple[Peer, ...]


_PARTS: tuple[Scope, ...] = ("project", "indicator")


def check_parts(parts: str) -> None:
    """OptionFault unless `parts` is a text field with its scope: project.name, indicator.annual."""
    known = [f"{scope}.{f}" for scope in _PARTS for f in text_fields(scope)]
    if parts not in known:
        hint = did_you_mean(parts, known)
        zh, en = hint.zh or "，如 project.name", hint.en or ", as in project.name"
        raise OptionFault(("parts",), f"“{parts}”不是字段{zh}", f"'{parts}' is no field{en}")


def peers_of(subject: Subject, field: str) -> Peers:
    """A project's indicators where the subject is one of them, else a table's projects, in order."""
    if subject.indicator is not None and subject.project is not None:
        return _indicators(subject.table, subject.project, field)
    return _parts(subject.table, f"project.{field}")


def parts_of(table: Table, parts: str) -> Peers:
    """The projects or indicators of a table, `parts` as `check_parts` wants it."""
    return _parts(table, parts)


@file_memo(8)
def _indicators(table: Table, project: Project, field: str) -> Peers:
    subjects = ((i.seq, Subject(table, project, i)) for i in project.indicators)
    return Peers(tuple(Peer(s, number, field_text(s, field)) for number, s in subjects))


@file_memo(8)
def _parts(table: Table, parts: str) -> Peers:
    scope, _, field = parts.partition(".")
    subjects = [Subject(table, p) for p in table.projects]
    if scope == "indicator":
        subjects = [Subject(table, p, i) for p in table.projects for i in p.indicators]
    return Peers(tuple(Peer(s, n, field_text(s, field)) for n, s in enumerate(subjects, 1)))


@file_memo(16)
def earlier_same(peers: Peers, key: Key, beside: tuple[str, ...]) -> Mapping[int, Peer]:
    """For the position of every peer whose key an earlier one has, that one; `beside` are fields that agree too.

    A peer whose key is empty, or that the dump damaged, is like no other.
    """
    first: dict[tuple[Hashable, ...], Peer] = {}
    found: dict[int, Peer] = {}
    for position, peer in enumerate(peers.all):
        own = key(peer.text.string) if peer.text else None
        if not own or (peer.subject.indicator is not None and peer.subject.indicator.garbled):
            continue
        whole = (own, *(key(_beside(peer, field).string) for field in beside))
        earlier = first.setdefault(whole, peer)
        if earlier is not peer and not _one_cell(earlier.text, peer.text):
            found[position] = earlier
    return found


def _beside(peer: Peer, field: str) -> Text:
    """A field of the peer, else of its project; EMPTY where neither has it."""
    for subject in (peer.subject, Subject(peer.subject.table, peer.subject.project)):
        if field in FIELDS["indicator" if subject.indicator is not None else "project"]:
            return field_text(subject, field)
    return EMPTY


def _one_cell(one: Text, other: Text) -> bool:
    """Whether both are the text of one merged cell."""
    a, b = one.pieces, other.pieces
    return bool(a and b) and a[0].cell is b[0].cell and a[0].offset == b[0].offset


def position_of(subject: Subject, peers: Peers) -> int:
    """Where the subject stands among its peers."""
    wanted = subject.indicator or subject.project
    return _positions(peers).get(id(wanted), -1)


@file_memo(8)
def _positions(peers: Peers) -> Mapping[int, int]:
    return {id(p.subject.indicator or p.subject.project): n for n, p in enumerate(peers.all)}
