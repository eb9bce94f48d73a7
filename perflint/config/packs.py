"""The packs that ship with perflint: configurations for a place or a guideline, as data, one file each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perflint.config.keys import values_of
from perflint.config.source import Source
from perflint.errors import DefinitionError, Message
from perflint.lazyclass import dataclass

FOLDER = Path(__file__).resolve().parent.parent / "packs"


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says of itself."""

    name: str
    title: Message
    why: Message


def pack_names() -> tuple[str, ...]:
    """The names of all packs, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def open_pack(name: str) -> Source:
    """The file of a pack that there is."""
    return Source(FOLDER / f"{name}.yaml", name)


def packs() -> tuple[Pack, ...]:
    """All packs with their titles and reasons."""
    found = []
    for name in pack_names():
        values, problems = values_of(open_pack(name))
        if problems:
            raise DefinitionError(problems)
        found.append(Pack(name, _message(values.get("title")), _message(values.get("why"))))
    return tuple(found)


def _message(value: Any) -> Message:
    if isinstance(value, Mapping):
        return Message(str(value["zh"]), str(value["en"]))
    return Message(str(value or ""), str(value or ""))
