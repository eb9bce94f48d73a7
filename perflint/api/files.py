"""The files of a run: found, read one after the other or side by side, and told to whoever waits."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from os import cpu_count
from pathlib import Path
from typing import TypeVar

from perflint.discover import discover
from perflint.options import Options
from perflint.read import SUFFIXES, plugin_suffixes
from perflint.workers import side_by_side

T = TypeVar("T")
# Hears how many files are done, how many there are, and the name of the next one.
Progress = Callable[[int, int, str], None]


def found(paths: Sequence[str | Path], options: Options) -> list[Path]:
    """The readable files at the paths, in order. Raises UsageError for a missing path, or where there is none."""
    return discover(paths, tuple(SUFFIXES), options.exclude, plugin_suffixes)


def each(
    paths: Sequence[str | Path],
    options: Options,
    job: Callable[[Path], T],
    lost: Callable[[Path], T],
    progress: Progress | None,
) -> Generator[T, None, None]:
    """What the job gives of each file at the paths, in their order, as many at a time as the options say."""
    files = found(paths, options)
    jobs = min(options.jobs or cpu_count() or 1, len(files))
    one_by_one = (job(path) for path in files)
    # Closed, so that after Ctrl-C nothing goes on that was not yet begun.
    with closing(side_by_side(job, files, jobs, lost) if jobs > 1 else one_by_one) as done:
        yield from shown(done, files, progress)


def shown(done: Iterable[T], files: Sequence[Path], progress: Progress | None) -> Iterator[T]:
    """The results of the files as they come; progress hears of each file before it is waited for, and of the end."""
    results = iter(done)
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files), shown_path(path))
        yield next(results)
    if progress is not None:
        progress(len(files), len(files), "")


def shown_path(path: Path) -> str:
    """A path as results show it: relative to the working directory where it lies below it, with `/`."""
    import os

    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
