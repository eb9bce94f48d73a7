"""The language server on standard input and output: the protocol's messages, each handed to the session."""

from __future__ import annotations

import logging
import sys
from typing import Any

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcServerNotInitialized
from pygls.lsp.server import LanguageServer

from perflint.lsp.actions import KINDS
from perflint.lsp.desk import Change
from perflint.lsp.documents import path_of
from perflint.lsp.lines import Lines
from perflint.lsp.protocol import Protocol
from perflint.lsp.session import Session
from perflint.lsp.streams import own_streams
from perflint.version import __version__

log = logging.getLogger(__name__)
# Requests and commands of our own.
EXPLAIN = "perflint/explain"
IGNORE = "perflint.ignore"
# No file's diagnostics hang on another one, and none is checked that is not open.
_DIAGNOSTICS = types.DiagnosticOptions(False, False, identifier="perflint")


class Server(LanguageServer):
    """The server of one client; `session` is there once the client has said who it is."""

    protocol: Protocol

    def __init__(self, lang: str | None = None) -> None:
        kind = types.TextDocumentSyncKind.Incremental
        super().__init__("perflint", __version__, kind, protocol_cls=Protocol)
        self._session: Session | None = None
        self._lang = lang

    @property
    def session(self) -> Session:
        """The session. Raises JsonRpcServerNotInitialized before `initialize`."""
        if self._session is None:
            raise JsonRpcServerNotInitialized
        return self._session

    def meet(self, params: types.InitializeParams) -> None:
        """Begin the session."""
        self._session = Session(self, params, self._lang)

    def part(self) -> None:
        """End it."""
        if self._session is not None:
            self._session.end()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that could not be handled is a line in the client's log, and no window in the way of its user.

        A request was answered with its error already.
        """
        log.warning("%s: %s", type(error).__name__, error)
        if source is not FeatureRequestError:
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"perflint: {error!r}"))


def make_server(lang: str | None = None) -> Server:
    """The server with all that it answers."""
    server = Server(lang)
    _add_lifecycle(server)
    _add_documents(server)
    _add_answers(server)
    return server


def _add_lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.meet(params)

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        server.session.begin()

    @server.feature(types.SHUTDOWN)
    def shutdown(*_: Any) -> None:
        server.part()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings(params: types.DidChangeConfigurationParams) -> None:
        server.session.settings_changed(params.settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.session.touched([path_of(change.uri) for change in params.changes])

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.session.folders_changed(params.event)


def _add_documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        session, document = server.session, params.text_document
        session.touched([])
        lines = Lines(document.text, session.client.unit)
        language = str(getattr(document.language_id, "value", document.language_id))
        session.desk.open(document.uri, language, document.version, lines)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        changes = [_change(change) for change in params.content_changes]
        server.session.desk.change(params.text_document.uri, params.text_document.version, changes)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False))
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.session.touched([path_of(params.text_document.uri)])
        server.session.desk.save(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.session.closed(params.text_document.uri)


def _add_answers(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _DIAGNOSTICS)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await server.session.pulled(params)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await server.session.hover(params)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS, resolve_provider=True))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        return await server.session.actions.offered(params)

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(params: types.CodeAction) -> types.CodeAction:
        return await server.session.actions.resolved(params)

    @server.command(IGNORE)
    async def ignore(*wanted: Any) -> bool:
        return await server.session.ignore(wanted[0] if wanted else None)

    @server.feature(EXPLAIN)
    async def explain(params: Any) -> dict[str, str | None]:
        return {"content": await server.session.explained(str(getattr(params, "rule", "")))}


def _change(change: types.TextDocumentContentChangeEvent) -> Change:
    if isinstance(change, types.TextDocumentContentChangePartial):
        start, end = change.range.start, change.range.end
        return (start.line, start.character), (end.line, end.character), change.text
    return None, None, change.text


def serve(lang: str | None, level: str) -> int:
    """Serve the client at standard input and output until it leaves; 0 where it said so before it left, else 1."""
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(levelname)s %(name)s: %(message)s")
    client_in, client_out = own_streams()
    server = make_server(lang)
    try:
        server.start_io(client_in, client_out)
    finally:
        server.part()
    return 0 if server.protocol.ended else 1
