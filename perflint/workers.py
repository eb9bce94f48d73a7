"""Work in processes of its own: readers that might crash, hang or eat all memory, and the files of a run side by side.

A worker is a fresh interpreter that takes a job, then one pickled call after the other by its pipes. It is none of
`multiprocessing`: that runs a caller's main script again, and its pools cannot end a worker that hangs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from perflint import collector
from perflint.errors import Message, ReadError
from perflint.model import Document
from perflint.read import IN_PROCESS, files_in, format_of, read_as
from perflint.read.limits import STANDARD, Limits, check_size, way_out, within

if TYPE_CHECKING:
    from subprocess import Popen

# A file's content, or why it could not be had.
Content = bytes | ReadError
Item = TypeVar("Item")
T = TypeVar("T")
# The modules that a job names are found where the parent finds them; -P keeps those of the current folder out.
# What a library prints must not get between the answers, nor a program that a reader starts hear the calls.
_BOOT = """
import os, pickle, sys
calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
for own in (0, 1):
    os.dup2(os.open(os.devnull, os.O_RDWR), own)
sys.path[:] = pickle.load(calls)
from perflint.workers import serve
serve(calls, answers)
"""


# How many results for each worker may wait for one that takes long.
_AHEAD = 16
DIED = Message(
    "读取程序在这个文件上意外中止，文件可能已损坏或过大，请用原软件打开后另存，或拆分",
    "the program that read the file died of it; it may be damaged or too large: "
    "open it where it was made and save it anew, or split it",
)


class Lost(Exception):
    """A worker that died, or was ended because it took too long."""

    def __init__(self, late: bool) -> None:
        super().__init__("late" if late else "died")
        self.late = late


class Worker:
    """A process that does one job, started by its first call and anew after it was lost. For one thread at a time."""

    def __init__(self, job: Callable[..., Any], seconds: float | None = None, memory: int = 0) -> None:
        self._job, self._seconds, self._memory = job, seconds, memory
        self._process: Popen[bytes] | None = None
        self._closed = False

    def __call__(self, *args: Any) -> Any:
        """What the job gives. Raises what it raises, and Lost."""
        import pickle
        from threading import Timer

        if self._process is not None and self._process.poll() is not None:
            # It died between two calls, or was late by a hair.
            self._end()
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._seconds or 0, give_up)
        timer.daemon = True
        if self._seconds is not None:
            timer.start()
        try:
            pickle.dump(args, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            good, value = pickle.load(process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self._end()
            raise Lost(bool(late)) from error
        except BaseException:
            # A half-read answer (Ctrl-C, no memory) must not be taken for the next one.
            self._end()
            raise
        finally:
            timer.cancel()
        if not good:
            raise value
        return value

    def close(self) -> None:
        """End the process, whatever it does; a call that waits for it raises Lost, and no other starts."""
        self._closed = True
        self._end()

    def _start(self) -> Popen[bytes]:
        import pickle
        from subprocess import DEVNULL, PIPE, Popen

        if self._closed:
            raise Lost(False)
        command = [sys.executable, "-P", "-c", _BOOT]
        self._process = process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        assert process.stdin is not None
        with suppress(OSError):
            # Where it is dead already, the call that follows says so.
            for first in (sys.path, (self._job, self._seconds, self._memory)):
                pickle.dump(first, process.stdin, pickle.HIGHEST_PROTOCOL)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def serve(calls: IO[bytes], answers: IO[bytes]) -> None:
    """The life of a worker: it ends when its parent closes the pipe or is gone."""
    import pickle
    import signal

    # Ctrl-C reaches the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector.relax()
    job, seconds, memory = pickle.load(calls)
    collector.settle()
    _limit_memory(memory)
    with suppress(EOFError):
        while True:
            args = pickle.load(calls)
            _alarm(seconds)
            try:
                answer = (True, job(*args))
            except Exception as error:
                answer = (False, _sendable(error))
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            _alarm(None)


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32" or not memory:
        return
    import resource

    with suppress(OSError, ValueError):
        # macOS knows the limit and refuses to set it.
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _alarm(seconds: float | None) -> None:
    """Let the system end a worker that hangs when its parent is no longer there to do it."""
    if sys.platform != "win32":
        import signal

        signal.alarm(int(seconds) + 5 if seconds else 0)


def _sendable(error: Exception) -> Exception:
    import pickle

    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


class Reader:
    """Reads files within limits, those of formats that libraries take apart in a worker."""

    def __init__(self, limits: Limits = STANDARD) -> None:
        self.limits = limits
        self._worker = Worker(_read_within, self.limits.seconds, self.limits.memory_mb << 20)

    def __call__(self, data: bytes, name: str) -> Document:
        """The document. Raises ReadError for what cannot be read, a dead or late worker among it."""
        with within(self.limits):
            found = format_of(data, name)
            # A program made of one file has no interpreter to start.
            if found in IN_PROCESS or not sys.executable or getattr(sys, "frozen", False):
                return read_as(found, data, name)
        try:
            document: Document = self._worker(self.limits, found, data, name)
        except Lost as lost:
            raise ReadError(*self._why(lost)) from lost
        return document

    def contents(self, path: Path, name: str) -> Iterator[tuple[str, Content]]:
        """The file at a path, shown as `name`, or the files of the archive that it is, as `files_in`."""
        try:
            with within(self.limits), path.open("rb") as file:
                check_size(path.stat().st_size)
                # A file may grow, and what is no regular file has no size.
                data = file.read(self.limits.size + 1)
        except OSError as error:
            why = error.strerror or str(error)
            yield name, ReadError(f"文件打不开：{why}", f"the file cannot be opened: {why}")
        except ReadError as error:
            yield name, error
        else:
            yield from self.files(data, name)

    def files(self, data: bytes, name: str) -> Iterator[tuple[str, Content]]:
        """The file that is in memory, or the files of the archive that it is, as `files_in`."""
        try:
            # Member by member, as nothing else is to run within these limits meanwhile.
            members = files_in(data, name)
            while True:
                with within(self.limits):
                    member = next(members, None)
                if member is None:
                    return
                yield member
        except ReadError as error:
            yield name, error

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *error: object) -> None:
        self._worker.close()

    def _why(self, lost: Lost) -> tuple[str, str]:
        if not lost.late:
            return DIED.zh, DIED.en
        seconds, (zh, en) = self.limits.seconds, way_out("seconds")
        return (
            f"文件在 {seconds} 秒内没有读完，已中止，请拆分，或用原软件打开后另存{zh}",
            f"the file was not read within {seconds} s and was given up; "
            f"split it, or open it where it was made and save it anew{en}",
        )


def _read_within(limits: Limits, found: str, data: bytes, name: str) -> Document:
    with within(limits):
        return read_as(found, data, name)


def side_by_side(
    job: Callable[[Item], T], items: Sequence[Item], jobs: int, lost: Callable[[Item], T]
) -> Generator[T, None, None]:
    """What the job gives of each item, in their order, by so many workers; `lost` speaks for one that died.

    While an item is waited for, so many of those behind it are done that workers have something to do, and no more.
    """
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor
    from queue import SimpleQueue

    workers = [Worker(job) for _ in range(min(jobs, len(items)))]
    free: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def one(item: Item) -> T:
        worker = free.get()
        try:
            result: T = worker(item)
            return result
        except Lost:
            return lost(item)
        finally:
            free.put(worker)

    pool = ThreadPoolExecutor(len(workers))
    try:
        pending: deque[Future[T]] = deque()
        for item in items:
            pending.append(pool.submit(one, item))
            if len(pending) > _AHEAD * len(workers):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        # First no new ones, then an end to those that run: after an error or Ctrl-C nobody waits for them.
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.close()
