"""Opens the parts of zipped Office documents: by name, by relationship, as a stream of XML elements."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

from perflint.errors import ReadError
from perflint.read.limits import check_archive, damaged_archive

if TYPE_CHECKING:
    from lxml.etree import _Element

# No part of styles, names or relationships is larger; a sheet's cells are read as a stream.
_MAX_PART = 64 * 2**20
# So many emptied elements stay before their parent lets them go.
_SWEEP = 256


class Package:
    """The parts of a zipped document, found without regard to case, as Office does."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in archive.namelist()}

    def name_of(self, name: str) -> str:
        """How the archive itself writes the name of a part. Raises KeyError where it is missing."""
        return self._names[name.lstrip("/").casefold()]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lstrip("/").casefold() in self._names

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A part as a stream. Raises KeyError where it is missing."""
        with self._archive.open(self.name_of(name)) as stream:
            yield stream

    def read(self, name: str) -> bytes:
        """A part's bytes, b"" where it is missing."""
        if not self.has(name):
            return b""
        with self.open(name) as stream:
            return stream.read(_MAX_PART)

    def elements(
        self, name: str, tags: Sequence[str], events: Sequence[str] = ("end",)
    ) -> Iterator[tuple[str, str, _Element]]:
        """The ends (or starts, too) of a part's elements with one of the given names, whatever their namespace."""
        if not self.has(name):
            return
        with self.open(name) as stream:
            yield from elements(stream, tags, events)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part by id: the last word of their type, and the other part's name.

        What lies outside the file is left out.
        """
        folder, _, base = part.rpartition("/")
        found: dict[str, tuple[str, str]] = {}
        for _, _, element in self.elements(f"{folder}/_rels/{base}.rels", ("Relationship",)):
            target = element.get("Target", "")
            if element.get("TargetMode", "Internal").casefold() == "external":
                continue
            path = target if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, posixpath.normpath(unquote(path)).lstrip("/"))
        return found


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """The parts of a zipped document. Raises ReadError over the limits and where the archive is damaged."""
    check_archive(data)
    try:
        archive = ZipFile(BytesIO(data))
    except Exception as error:
        raise damaged_archive() from error
    with archive:
        yield Package(archive)


def has_entities() -> ReadError:
    """The error for XML with a document type: no Office program writes one, and what it stands for would be lost."""
    return ReadError(
        "文件中的 XML 带有文档类型或实体定义（DTD），办公软件不会这样写，未作读取；请用原软件打开后另存",
        "the XML in the file has a document type or entities of its own (DTD), as no office program writes it, "
        "and was not read; open it where it was made and save it anew",
    )


def local_name(element: _Element) -> str:
    """An element's name without its namespace, "" for what is no element."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """An attribute by its name without namespace, "" where it is missing."""
    suffix = "}" + name
    return next((str(v) for key, v in element.items() if key == name or str(key).endswith(suffix)), "")


def elements(stream: IO[bytes], tags: Sequence[str], events: Sequence[str]) -> Iterator[tuple[str, str, _Element]]:
    """(start or end, name without namespace, element) of a stream of XML; an ended element gives its memory back.

    Entities are not resolved, nothing is fetched. Raises ReadError where the XML defines some.
    """
    from lxml import etree

    found = etree.iterparse(
        stream,
        events=tuple(events),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    ended = 0
    first = True
    for event, element in found:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise has_entities()
        first = False
        name = element.tag
        yield event, name[name.rfind("}") + 1 :], element
        if event == "end":
            element.clear(keep_tail=False)
            ended += 1
            if ended % _SWEEP == 0 and (parent := element.getparent()) is not None:
                del parent[: parent.index(element)]
