"""The files of a run: found, read one after the other or side by side, and told to whoever waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from perflint.discover import discover
from perflint.options import Options
from perflint.read import SUFFIXES, plugin_suffixes, suffix_of
from perflint.timing import Timing, measured
from perflint.workers import side_by_side

T = TypeVar("T")
# Hears how many files are done, how many there are, and the name of the next one.
Progress = Callable[[int, int, str], None]
# What gives the result of a file without any work, or None where it turns out not to be there; None where it is not.
Known = Callable[[Path], Callable[[], T | None] | None]

# What a check costs, measured: seconds for a MB of text, and of what is packed; LibreOffice starts for each file.
_TEXT_SECONDS, _PACKED_SECONDS, _OFFICE_SECONDS = 1.2, 6.0, 3.0
_TEXTS = frozenset((".txt", ".tsv", ".md", ".json", ".csv", ".html", ".htm", ".mht", ".mhtml"))
_OFFICE = frozenset((".doc", ".wps", ".rtf", ".odt"))
# Below this, to start workers costs more than they save.
_WORTH_SECONDS = 1.5


def found(paths: Sequence[str | Path], options: Options) -> list[Path]:
    """The readable files at the paths, in order. Raises UsageError for a missing path, or where there is none."""
    return discover(paths, tuple(SUFFIXES), options.exclude, plugin_suffixes)


def each(
    paths: Sequence[str | Path],
    options: Options,
    job: Callable[[Path], T],
    lost: Callable[[Path], T],
    progress: Progress | None,
    known: Known[T] | None = None,
) -> Generator[T, None, None]:
    """What the job gives of each file at the paths, in their order, as many at a time as the options say."""
    files = found(paths, options)
    jobs = _jobs(options, files)
    results = _several(files, jobs, options, job, lost, known) if jobs > 1 else (job(path) for path in files)
    # Closed, so that after Ctrl-C nothing goes on that was not yet begun.
    with closing(results) as done:
        yield from shown(done, files, progress)


def timed_each(
    paths: Sequence[str | Path],
    options: Options,
    job: Callable[[Path], T],
    lost: Callable[[Path], T],
    progress: Progress | None,
    known: Known[T] | None,
    timing: Timing,
) -> Generator[T, None, None]:
    """The same, with what the job's stages and rules took added to the sums, in whichever process it ran."""

    def dead(path: Path) -> tuple[T, Timing]:
        return lost(path), Timing()

    def before(path: Path) -> Callable[[], tuple[T, Timing] | None] | None:
        recall = known(path) if known is not None else None
        if recall is None:
            return None

        def recalled() -> tuple[T, Timing] | None:
            result = recall()
            return None if result is None else (result, Timing())

        return recalled

    with closing(each(paths, options, partial(_timed_job, job, timing), dead, progress, before)) as done:
        for result, sums in done:
            timing.add(sums)
            yield result


def _timed_job(job: Callable[[Path], T], timing: Timing, path: Path) -> tuple[T, Timing]:
    """The result of a file, and what it took. `timing` is what the job's rules add to: a worker's own."""
    before = timing.taken()
    with measured(timing):
        result = job(path)
    sums = timing.taken()
    timing.add(before)
    return result, sums


def _several(
    files: Sequence[Path],
    jobs: int,
    options: Options,
    job: Callable[[Path], T],
    lost: Callable[[Path], T],
    known: Known[T] | None,
) -> Generator[T, None, None]:
    """The results of files side by side; of what is known already no worker is asked, nor started."""
    ready = {path: recall for path in files if known is not None and (recall := known(path)) is not None}
    left = [path for path in files if path not in ready]
    jobs = _jobs(options, left)
    fresh = side_by_side(job, left, jobs, lost) if jobs > 1 else (job(path) for path in left)
    with closing(fresh):
        for path in files:
            recall = ready.pop(path, None)
            if recall is None:
                yield next(fresh)
            else:
                result = recall()
                yield job(path) if result is None else result


def _jobs(options: Options, files: Sequence[Path]) -> int:
    """How many files to check at a time."""
    # A program made of one file has no interpreter to start.
    if len(files) < 2 or not sys.executable or getattr(sys, "frozen", False):
        return 1
    if options.jobs:
        return min(options.jobs, len(files))
    jobs = min(_processors(), len(files))
    return jobs if jobs > 1 and _is_worth_it(files) else 1


def _processors() -> int:
    """How many processors this process may use."""
    counted: Callable[[], int | None] | None = getattr(os, "process_cpu_count", None)
    if counted is not None:
        return counted() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_worth_it(files: Iterable[Path]) -> bool:
    """Whether a check of the files takes so long that workers save more than their start costs."""
    seconds = 0.0
    for path in files:
        suffix = suffix_of(path.name)
        try:
            size = path.stat().st_size / 2**20
        except OSError:
            continue
        seconds += size * (_TEXT_SECONDS if suffix in _TEXTS else _PACKED_SECONDS)
        seconds += _OFFICE_SECONDS if suffix in _OFFICE else 0
        if seconds >= _WORTH_SECONDS:
            return True
    return False


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
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
