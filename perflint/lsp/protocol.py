"""The protocol of pygls with texts of our own, and an answer to every request, however malformed."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

# What a handler of pygls's own hands on: the handler of ours, its arguments and its keywords.
Handed = Generator[tuple[Any, tuple[Any, ...], None], Any, None]


class Protocol(LanguageServerProtocol):
    """pygls keeps documents too, with lines that end at U+2028 and form feeds as well; the desk keeps ours."""

    @property
    def ended(self) -> bool:
        """Whether the client has asked the server to shut down."""
        return bool(self._shutdown)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """The message of a JSON object; a request that cannot be understood is answered, and then raises."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=error.to_response_error())
            raise

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Handed:
        """Hand it on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Handed:
        """Hand it on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Handed:
        """Hand it on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None
