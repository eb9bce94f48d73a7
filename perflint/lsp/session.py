"""One client's session: its settings, its documents, and the answers to what it asks."""

from __future__ import annotations

import asyncio
import gc
import logging
import traceback
from collections.abc import Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from perflint.config.find import PYPROJECT
from perflint.lsp.actions import Actions
from perflint.lsp.client import Client
from perflint.lsp.desk import Desk
from perflint.lsp.documents import path_of
from perflint.lsp.marks import diagnostics_of, range_of, shown
from perflint.lsp.settings import SECTION, Settings, settings_of
from perflint.lsp.setups import Setups
from perflint.lsp.work import Checked
from perflint.model import Diagnostic
from perflint.report.explained import hover, rule_page
from perflint.rulebook import Rule
from perflint.suppress.baseline import FILE_NAME as BASELINE

log = logging.getLogger(__name__)
# Seconds that the first checks wait for the settings of a client that says it has some.
SETTINGS_SECONDS = 2.0
_WATCHED = ("**/*.yaml", "**/*.yml", f"**/{PYPROJECT}", f"**/{BASELINE}")
# Checked once at the start, so that no document has to wait for the rules and the dictionary.
_WARMING = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t质量指标\t渠道质量\t明显改善\n"


class Session:
    """Everything that is known of the client once it has said `initialize`."""

    def __init__(self, server: LanguageServer, params: types.InitializeParams, lang: str | None) -> None:
        self._server = server
        self.client = Client.of(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        roots = folders or ([params.root_uri] if params.root_uri else [])
        self._first, self._complaints = settings_of(params.initialization_options, Settings())
        paths = [path for root in roots if (path := path_of(root)) is not None]
        self.desk = Desk(Setups(self._first, paths, lang), self)
        self.actions = Actions(self.desk, self.client)
        self._tasks: set[asyncio.Task[None]] = set()

    # ---- settings

    def begin(self) -> None:
        """The client is ready: ask for its settings, have files watched, read the rules."""
        for complaint in self._complaints:
            self.tell(complaint.in_language(self.desk.setups.lang()), types.MessageType.Warning)
        self._later(self._begin())

    async def _begin(self) -> None:
        warming = asyncio.ensure_future(self.desk.work(self._warm))
        if self.client.configures:
            await self._ask_for_settings()
        self.desk.ready.set()
        await self._register()
        await warming

    def _warm(self) -> None:
        roots = self.desk.setups.roots
        checker = self.desk.setups.of(roots[0] if roots else Path.cwd()).checker
        if checker is not None:
            checker.check(_WARMING.encode(), "warming.txt")
        # The rules and words stay to the end: looking through them for cycles would only take time.
        gc.collect()
        gc.freeze()

    async def _ask_for_settings(self) -> None:
        """The client's settings over those that it started with; it may have none, or never answer."""
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        try:
            answer = await asyncio.wait_for(self._server.workspace_configuration_async(asked), SETTINGS_SECONDS)
        except Exception as error:
            log.info("no settings from the client: %r", error)
            return
        self.use(answer[0] if answer else None)

    def use(self, given: Any) -> None:
        """Take other settings; the next check is by them."""
        before = self.desk.setups.settings
        self.desk.setups.settings, complaints = settings_of(given, self._first)
        for complaint in complaints:
            self.tell(complaint.in_language(self.desk.setups.lang()), types.MessageType.Warning)
        if self.desk.setups.settings != before:
            self.again()

    def settings_changed(self, given: Any) -> None:
        """The client says that settings have changed: they are in what it sends, or are to be asked for."""
        if self.client.configures:
            self._later(self._ask_for_settings())
        else:
            self.use(given)

    async def _register(self) -> None:
        """Have the client watch the files of settings and rules, and say when its own settings change."""
        watching = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in _WATCHED])
        following = types.DidChangeConfigurationRegistrationOptions(SECTION)
        wanted = [
            (self.client.watches, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watching),
            (self.client.follows, types.WORKSPACE_DID_CHANGE_CONFIGURATION, following),
        ]
        asked = [types.Registration(f"perflint:{method}", method, how) for able, method, how in wanted if able]
        if not asked:
            return
        try:
            await self._server.client_register_capability_async(types.RegistrationParams(asked))
        except Exception as error:
            log.info("the client watches nothing: %r", error)

    # ---- files

    def touched(self, paths: Sequence[Path | None]) -> None:
        """Files were written: where one of them says how documents are checked, they are checked anew."""
        if any(path is not None and self.desk.setups.concerns(path) for path in paths):
            self.again()
        elif not self.client.watches:
            # Nobody tells of a file that was written elsewhere.
            self.desk.setups.forget()

    def folders_changed(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders came or went."""
        gone = {path_of(folder.uri) for folder in event.removed}
        roots = [root for root in self.desk.setups.roots if root not in gone]
        roots.extend(path for folder in event.added if (path := path_of(folder.uri)) is not None)
        self.desk.setups.roots = roots
        self.again()

    def again(self) -> None:
        """Check everything anew, and have the client ask for it."""
        self.desk.again()
        if self.client.pulls and self.client.refreshes:
            self._later(self._refresh())

    async def _refresh(self) -> None:
        try:
            await self._server.workspace_diagnostic_refresh_async(None)
        except Exception as error:
            log.info("the client does not ask again: %r", error)

    # ---- what was found

    def done(self, checked: Checked) -> None:
        """Push the diagnostics of a text to a client that does not ask for them."""
        document = self.desk.get(checked.uri)
        if not self.client.pulls and document is not None:
            version = document.version if checked.lines is document.lines else None
            self._publish(checked.uri, self._diagnostics(checked), version)

    def crashed(self, uri: str, error: Exception) -> None:
        """Say what went wrong, where the client keeps such messages."""
        lines = "".join(traceback.format_exception(error)).rstrip()
        self.tell(f"perflint failed on {uri}\n{lines}", types.MessageType.Error)

    def closed(self, uri: str) -> None:
        """Take a closed document's diagnostics away."""
        self.desk.close(uri)
        if not self.client.pulls:
            self._publish(uri, [], None)

    async def pulled(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """The diagnostics of a text, or that they are those which the client has."""
        checked = await self.desk.checked(params.text_document.uri)
        if checked is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        if params.previous_result_id == checked.id:
            return types.RelatedUnchangedDocumentDiagnosticReport(checked.id)
        return types.RelatedFullDocumentDiagnosticReport(self._diagnostics(checked), result_id=checked.id)

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The rules that speak of what stands at a position, explained."""
        current = await self.desk.current(params.text_document.uri)
        if current is None:
            return None
        checked, at = current[0], params.position
        here = [(d, place) for d in shown(checked) if _holds(place := range_of(d, checked.lines), at)]
        if not here:
            return None
        texts = await self.desk.work(lambda: [self._explained(found, checked) for found, _ in here])
        kind = types.MarkupKind.Markdown if self.client.markdown else types.MarkupKind.PlainText
        separator = "\n\n---\n\n" if self.client.markdown else "\n\n"
        return types.Hover(types.MarkupContent(kind, separator.join(texts)), here[0][1])

    async def explained(self, code: str) -> str | None:
        """The page of a rule, None where there is none of this code or name."""
        return await self.desk.work(partial(self._page, code))

    async def ignore(self, wanted: Any) -> bool:
        """Silence a finding as `{uri, fingerprint, where, reason}` says, by an edit of the client's."""
        given = wanted if isinstance(wanted, dict) else {}
        words = [str(given.get(key) or "") for key in ("uri", "fingerprint", "where", "reason")]
        edit = await self.actions.ignoring(*words)
        if edit is None:
            return False
        answer = await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, "perflint"))
        return bool(answer.applied)

    def tell(self, message: str, kind: types.MessageType) -> None:
        """A line in the client's log."""
        self._server.window_log_message(types.LogMessageParams(kind, message))

    def end(self) -> None:
        """The client leaves."""
        for task in self._tasks:
            task.cancel()
        self.desk.end()

    def _page(self, code: str) -> str | None:
        setups = self.desk.setups
        setup = setups.of(setups.roots[0] if setups.roots else Path.cwd())
        rule = setup.checker.book.get(code) if setup.checker is not None else None
        return rule_page(rule, setups.lang(setup)) if rule is not None else None

    def _explained(self, found: Diagnostic, checked: Checked) -> str:
        checker = checked.setup.checker
        rule: Rule | None = checker.book.get(found.rule) if checker is not None else None
        if rule is not None and self.client.markdown:
            return hover(rule, found, checked.lang)
        title = rule.title.in_language(checked.lang) if rule is not None else ""
        return "\n".join((f"{found.rule} {found.name} {title}".rstrip(), found.message, found.help))

    def _diagnostics(self, checked: Checked) -> list[types.Diagnostic]:
        return diagnostics_of(checked, self.client, self.desk.setups.settings.explain_links)

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _later(self, job: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(job)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _holds(place: types.Range, at: types.Position) -> bool:
    """Whether a range holds a position, its end included: there the cursor stands behind the last word."""
    point = (at.line, at.character)
    return (place.start.line, place.start.character) <= point <= (place.end.line, place.end.character)
