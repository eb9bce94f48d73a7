"""What a client may do about findings: mend one or all, or ignore one with a reason, in the table or beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from lsprotocol import types

from perflint.api import fix_with
from perflint.config.find import IGNORE_FILES
from perflint.errors import Message, PerflintError
from perflint.lsp.client import Client
from perflint.lsp.desk import Desk, Open
from perflint.lsp.documents import path_of, uri_of
from perflint.lsp.lines import Lines
from perflint.lsp.marks import shown, span
from perflint.lsp.work import Checked
from perflint.model import Diagnostic, Document, Edit
from perflint.read import read_document
from perflint.rulebook.book import ALWAYS_ON
from perflint.suppress import REASON_WANTED, directive_for, entry_for

FIX_ALL = "source.fixAll.perflint"
KINDS: tuple[str, ...] = (types.CodeActionKind.QuickFix.value, FIX_ALL)
# A command of the client, which asks for a reason and comes back with `perflint.ignore`.
ASK = "perflint.askReason"
# Where a suppression is written: into the row, or into perflint-ignore.yaml.
TABLE, LIST = "table", "list"
_SHOWN = 20


class Actions:
    """Offers actions and makes their edits."""

    def __init__(self, desk: Desk, client: Client) -> None:
        self._desk = desk
        self._client = client

    async def offered(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """The actions for a range; none where the text has changed meanwhile."""
        only = params.context.only
        current = await self._desk.current(params.text_document.uri)
        if current is None:
            return None
        checked, document = current
        actions: list[types.CodeAction] = []
        if _wants(only, KINDS[0]):
            sent = {_fingerprint(d): d for d in params.context.diagnostics}
            touched = [(found, sent.get(found.fingerprint)) for found in _touched(checked, params.range)]
            # Where edits are made at once, a large table is read for them.
            actions += await self._desk.work(
                lambda: [action for found, own in touched for action in self._for_one(found, checked, document, own)]
            )
        fixable = [d for d in shown(checked) if d.fix is not None]
        # Of its own accord only to clients that ask for the edit when it is chosen: it takes checks to make.
        if fixable and (_wants(only, FIX_ALL) if only else self._client.resolves):
            actions.append(await self._all(checked, document, len(fixable)))
        return actions

    async def resolved(self, action: types.CodeAction) -> types.CodeAction:
        """An action with its edit, by the text as it is now; without one where that has no such finding any more."""
        data: Any = action.data if isinstance(action.data, dict) else {}
        uri, wanted = str(data.get("uri")), str(data.get("do"))
        if wanted != FIX_ALL:
            action.edit = await self.ignoring(uri, str(data.get("fingerprint")), wanted)
        elif (current := await self._desk.current(uri)) is not None:
            action.edit = await self._fixed(*current)
        return action

    async def ignoring(self, uri: str, fingerprint: str, where: str, reason: str = "") -> types.WorkspaceEdit | None:
        """The edit that silences a finding; None where there is no place for it. Without a reason one is asked for."""
        current = await self._desk.current(uri)
        if current is None:
            return None
        checked, document = current
        found = next((d for d in shown(checked) if d.fingerprint == fingerprint), None)
        if found is None:
            return None
        reason = reason.strip() or REASON_WANTED.in_language(checked.lang)
        if where == LIST:
            return await self._desk.work(partial(self._listed, found, checked, reason))
        return await self._desk.work(partial(self._in_table, found, checked, document, reason))

    def _for_one(
        self, found: Diagnostic, checked: Checked, document: Open, sent: types.Diagnostic | None
    ) -> Iterator[types.CodeAction]:
        """The actions about one finding, whose diagnostic the client has sent back."""
        own = [sent] if sent is not None else None
        if found.fix is not None:
            edits = [_text_edit(edit, checked.lines) for edit in found.fix.edits if edit.location.range is not None]
            yield types.CodeAction(
                title=_fix_title(found.fix.edits).in_language(checked.lang),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=own,
                is_preferred=True,
                edit=self._edit(checked.uri, document.version, edits),
            )
        if found.rule in ALWAYS_ON:
            return
        for where, title in ((TABLE, _in_table_title(found)), (LIST, _in_list_title(found))):
            if where == TABLE and checked.name.endswith(".json"):
                continue
            if where == LIST and path_of(checked.uri) is None:
                continue
            action = types.CodeAction(title.in_language(checked.lang), types.CodeActionKind.QuickFix, own)
            given = {"uri": checked.uri, "fingerprint": found.fingerprint}
            if self._desk.setups.settings.asks_reasons:
                action.command = types.Command(action.title, ASK, arguments=[{**given, "where": where}])
            elif self._client.resolves:
                action.data = {**given, "do": where}
            else:
                wanted = REASON_WANTED.in_language(checked.lang)
                make = self._listed if where == LIST else partial(self._in_table, document=document)
                action.edit = make(found, checked, reason=wanted)
                if action.edit is None:
                    continue
            yield action

    async def _all(self, checked: Checked, document: Open, number: int) -> types.CodeAction:
        title = Message(f"改正本文件中可自动改正的问题（{number} 处）", f"Mend all that needs no decision ({number})")
        action = types.CodeAction(title.in_language(checked.lang), FIX_ALL)
        if self._client.resolves:
            action.data = {"uri": checked.uri, "do": FIX_ALL}
        else:
            action.edit = await self._fixed(checked, document)
        return action

    async def _fixed(self, checked: Checked, document: Open) -> types.WorkspaceEdit | None:
        checker = checked.setup.checker
        if checker is None:
            return None
        lines = checked.lines
        fixed = await self._desk.work(partial(fix_with, checker, lines.data(), checked.name))
        edits = list(_differences(lines, lines.mark + fixed.after.decode()))
        return self._edit(checked.uri, document.version, edits) if edits else None

    def _in_table(self, found: Diagnostic, checked: Checked, document: Open, reason: str) -> types.WorkspaceEdit | None:
        """The directive in the finding's row."""
        read = _read(checked)
        made = directive_for(found, read, reason, checked.lang) if read is not None else None
        if made is None:
            return None
        point = checked.lines.point(len(checked.lines.mark) + made.offset)
        return self._edit(checked.uri, document.version, [types.TextEdit(span(point, point), made.text)])

    def _listed(self, found: Diagnostic, checked: Checked, reason: str) -> types.WorkspaceEdit | None:
        """The entry in the ignore file, which is made where there is none."""
        file = checked.setup.options.ignore_file or checked.setup.home / IGNORE_FILES[0]
        uri = uri_of(file)
        held = next((document for document in self._desk if path_of(document.uri) == file), None)
        try:
            text = held.lines.text if held is not None else file.read_text(encoding="utf-8") if file.exists() else ""
        except (OSError, ValueError):
            return None
        lines = Lines(text, self._client.unit)
        made = entry_for(found, text, reason)
        if made is None:
            return None
        point = lines.point(made.offset)
        edits = [types.TextEdit(span(point, point), made.text)]
        return self._edit(held.uri if held else uri, held.version if held else None, edits, new=not file.exists())

    def _edit(
        self, uri: str, version: int | None, edits: Sequence[types.TextEdit], new: bool = False
    ) -> types.WorkspaceEdit:
        if not self._client.versioned:
            return types.WorkspaceEdit(changes={uri: list(edits)})
        document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        changes: list[Any] = [types.TextDocumentEdit(document, list(edits))]
        if new and self._client.creates:
            changes.insert(0, types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        return types.WorkspaceEdit(document_changes=changes)


@lru_cache(maxsize=1)
def _read(checked: Checked) -> Document | None:
    """The document of a checked text; of several findings at one place it is the same."""
    try:
        return read_document(checked.lines.data(), checked.name)
    except PerflintError:
        return None


def _wants(only: Sequence[str | types.CodeActionKind] | None, kind: str) -> bool:
    """Whether a client that asks for some kinds asks for this one; a kind means all that begin with it."""
    if not only:
        return True
    asked = [str(getattr(one, "value", one)) for one in only]
    return any(kind == one or kind.startswith(f"{one}.") or one == "" for one in asked)


def _touched(checked: Checked, asked: types.Range) -> Iterator[Diagnostic]:
    """The findings that a range touches."""
    first, last = _pair(asked.start), _pair(asked.end)
    for found in shown(checked):
        place = found.location.range
        if place is not None and checked.lines.found(place.start) <= last and first <= checked.lines.found(place.end):
            yield found


def _pair(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _fingerprint(sent: types.Diagnostic) -> str | None:
    return sent.data.get("fingerprint") if isinstance(sent.data, dict) else None


def _text_edit(edit: Edit, lines: Lines) -> types.TextEdit:
    place = edit.location.range
    assert place is not None
    return types.TextEdit(span(lines.found(place.start), lines.found(place.end)), edit.text)


def _differences(lines: Lines, after: str) -> Iterator[types.TextEdit]:
    """What changes between a text and another one, as edits of the former: those words of each line that differ."""
    old, new = lines.text.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) != len(new):
        # Fixes change words, not lines; whatever else did, all is replaced.
        old, new = [lines.text], [after]
    at = 0
    for before, now in zip(old, new, strict=True):
        if before != now:
            head = _common(before, now)
            tail = _common(before[head:][::-1], now[head:][::-1])
            place = span(lines.point(at + head), lines.point(at + len(before) - tail))
            yield types.TextEdit(place, now[head : len(now) - tail])
        at += len(before)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _fix_title(edits: Sequence[Edit]) -> Message:
    first = edits[0]
    old, new = _short(first.old), _short(first.text)
    more = f"（共 {len(edits)} 处）" if len(edits) > 1 else ""
    zh = f"改“{old}”为“{new}”{more}" if new else f"删去“{old}”{more}"
    en = f"Change '{old}' to '{new}'" if new else f"Delete '{old}'"
    return Message(zh, en + (f" ({len(edits)} places)" if len(edits) > 1 else ""))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


def _in_table_title(found: Diagnostic) -> Message:
    return Message(f"忽略这处 {found.rule}：在本行写明原因", f"Ignore this {found.rule}: give the reason in its row")


def _in_list_title(found: Diagnostic) -> Message:
    name = IGNORE_FILES[0]
    return Message(f"忽略这处 {found.rule}：记入 {name}", f"Ignore this {found.rule}: list it in {name}")
