"""Shows what is understood of paths and bytes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from perflint.api.files import Progress, each, shown_path
from perflint.errors import Message, ReadError
from perflint.lazyclass import dataclass
from perflint.model import Parsed
from perflint.options import Options, taxonomy_of
from perflint.parse import parse_document
from perflint.taxonomy import Taxonomy
from perflint.workers import DIED, Content, Reader


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """One file as understood; `error` says why it could not be read."""

    path: str
    status: str
    parsed: Parsed | None = None
    error: Message | None = None


def parse_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> list[ParsedFile]:
    """What is understood of files and folders. Raises UsageError as check_paths."""
    options = options or Options()
    with Reader(options.limits) as read:
        job = partial(_parse_file, taxonomy_of(options), read)
        with closing(each(paths, options, job, _lost_parse, progress)) as done:
            return [parsed for results in done for parsed in results]


def parse_bytes(data: bytes, name: str, options: Options | None = None) -> ParsedFile:
    """What is understood of one file that is already in memory; an archive is none, see `parse_archive`."""
    options = options or Options()
    with Reader(options.limits) as read:
        return _parse(name, data, taxonomy_of(options), read)


def parse_archive(data: bytes, name: str, options: Options | None = None) -> list[ParsedFile]:
    """What is understood of the files of an archive that is already in memory, or of the one file that it is."""
    options = options or Options()
    taxonomy = taxonomy_of(options)
    with Reader(options.limits) as read:
        return [_parse(*file, taxonomy, read) for file in read.files(data, name)]


def _parse_file(taxonomy: Taxonomy, read: Reader, path: Path) -> list[ParsedFile]:
    return [_parse(*file, taxonomy, read) for file in read.contents(path, shown_path(path))]


def _lost_parse(path: Path) -> list[ParsedFile]:
    return [ParsedFile(shown_path(path), "unreadable", None, DIED)]


def _parse(name: str, content: Content, taxonomy: Taxonomy, read: Reader) -> ParsedFile:
    try:
        if isinstance(content, ReadError):
            raise content
        parsed = parse_document(read(content, name), taxonomy)
    except ReadError as error:
        return ParsedFile(name, "unreadable", None, error.message)
    return ParsedFile(name, "ok" if parsed.tables else "no-table", parsed)
