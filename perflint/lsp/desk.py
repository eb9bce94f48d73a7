"""The open documents: each is checked a moment after its last change, beside the loop, and never twice for one text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from functools import partial
from threading import Event
from typing import Protocol, TypeVar

from perflint.lazyclass import dataclass
from perflint.lsp.lines import Lines, Point
from perflint.lsp.setups import Setups
from perflint.lsp.work import Checked, Stale, examine, failed

T = TypeVar("T")
# Seconds between the last change and the check: a share of what the last check took, within bounds.
PAUSE_LEAST, PAUSE_MOST, PAUSE_SHARE = 0.05, 0.3, 0.15
# Bytes above which a text is checked when it is opened and saved only.
LARGE = 2_000_000
# One change of a text: from, to (None: all of it) and what stands there now.
Change = tuple[Point, Point, str] | tuple[None, None, str]


class Listener(Protocol):
    """Who hears of the desk."""

    def done(self, checked: Checked) -> None:
        """A text was checked, and is still the one that was to be."""

    def crashed(self, uri: str, error: Exception) -> None:
        """perflint itself failed on a text."""


@dataclass(slots=True, eq=False)
class Open:
    """An open document: its text now, the one that is wanted checked, and the last that was."""

    uri: str
    language: str
    version: int
    lines: Lines
    wanted: Lines
    checked: Checked | None = None
    task: asyncio.Task[None] | None = None
    waits: bool = False
    stop: Event = field(default_factory=Event)


class Desk:
    """Holds the open documents. All of it runs in the loop, but for the work itself, which has one thread."""

    def __init__(self, setups: Setups, listener: Listener) -> None:
        self.setups = setups
        # Set once the client's settings are known: before that a check might be by others.
        self.ready = asyncio.Event()
        self._listener = listener
        self._open: dict[str, Open] = {}
        self._pool = ThreadPoolExecutor(1, "perflint-check")

    def __iter__(self) -> Iterator[Open]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> Open | None:
        """An open document."""
        return self._open.get(uri)

    def open(self, uri: str, language: str, version: int, lines: Lines) -> None:
        """A document was opened: check it now."""
        self.close(uri)
        self._open[uri] = document = Open(uri, language, version, lines, lines)
        self._start(document, 0.0)

    def change(self, uri: str, version: int, changes: list[Change]) -> None:
        """A document was changed. Raises ValueError for one that is not open."""
        document = self._open.get(uri)
        if document is None:
            raise ValueError(f"not open, and changed: {uri}")
        for start, end, text in changes:
            if start is None or end is None:
                document.lines = Lines(text, document.lines.unit)
            else:
                document.lines = document.lines.changed(start, end, text)
        document.version = version
        if self.setups.settings.run == "onType" and len(document.lines.data()) <= LARGE:
            document.wanted = document.lines
            self._start(document, self._pause(document))

    def save(self, uri: str) -> None:
        """A document was saved: what is not checked yet is now."""
        document = self._open.get(uri)
        if document is not None and document.wanted is not document.lines:
            document.wanted = document.lines
            self._start(document, 0.0)

    def close(self, uri: str) -> None:
        """A document was closed: nobody wants to know any more."""
        document = self._open.pop(uri, None)
        if document is not None:
            self._stop(document)

    def again(self) -> None:
        """Check all documents anew: settings, rules or suppressions have changed."""
        self.setups.forget()
        for document in self:
            document.checked = None
            self._start(document, 0.0)

    async def checked(self, uri: str) -> Checked | None:
        """The finished check of the text that is wanted, without a pause; None for a document that is not open."""
        while (document := self._open.get(uri)) is not None:
            if document.checked is not None and document.checked.lines is document.wanted:
                return document.checked
            if document.task is None or document.task.done() or document.waits:
                self._start(document, 0.0)
            assert document.task is not None
            await asyncio.wait([document.task])
        return None

    async def current(self, uri: str) -> tuple[Checked, Open] | None:
        """The check of a document's text as it is now; None where that was not checked, or has changed meanwhile."""
        checked, document = await self.checked(uri), self._open.get(uri)
        return (checked, document) if checked and document and checked.lines is document.lines else None

    async def work(self, job: Callable[[], T]) -> T:
        """Do something else in the thread of the work."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)

    def end(self) -> None:
        """Stop all work and take on no other."""
        for document in self:
            self._stop(document)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _pause(self, document: Open) -> float:
        took = document.checked.seconds if document.checked is not None else 0.0
        return min(max(took * PAUSE_SHARE, PAUSE_LEAST), PAUSE_MOST)

    def _start(self, document: Open, pause: float) -> None:
        """Check the wanted text after a pause, in place of whatever is under way."""
        self._stop(document)
        document.stop, document.waits = Event(), pause > 0
        document.task = asyncio.get_running_loop().create_task(self._run(document, document.stop, pause))

    @staticmethod
    def _stop(document: Open) -> None:
        document.stop.set()
        if document.task is not None:
            document.task.cancel()

    async def _run(self, document: Open, stop: Event, pause: float) -> None:
        await asyncio.sleep(pause)
        document.waits = False
        await self.ready.wait()
        uri, language, lines = document.uri, document.language, document.wanted

        def pulse() -> None:
            if stop.is_set():
                raise Stale

        try:
            checked = await self.work(partial(examine, uri, language, lines, self.setups, pulse))
        except Stale:
            return
        except Exception as error:
            # The one edge: whatever goes wrong with one text, the server goes on.
            checked = failed(uri, language, lines, self.setups, error)
            self._listener.crashed(uri, error)
        document.checked = checked
        self._listener.done(checked)
