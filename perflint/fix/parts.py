"""Replaces parts of a zipped Office document; every other part keeps its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from lxml.etree import _Element


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with other contents for the entries of these names."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(made, "w") as copy:
        copy.comment = archive.comment
        for entry in archive.infolist():
            kept = ZipInfo(entry.filename, entry.date_time)
            kept.compress_type, kept.external_attr = entry.compress_type, entry.external_attr
            kept.create_system, kept.extra = entry.create_system, entry.extra
            copy.writestr(kept, parts.get(entry.filename) or archive.read(entry))
    return made.getvalue()


def parse_part(data: bytes) -> _Element:
    """The root of an XML part. Entities, documents elsewhere and huge trees are refused as in reading."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def part_bytes(root: _Element) -> bytes:
    """A part as Office writes it."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
