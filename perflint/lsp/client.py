"""What the client on the other side can do, as it says when it connects."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability

from perflint.lazyclass import dataclass
from perflint.lsp.lines import UNITS, Unit


@dataclass(frozen=True, slots=True)
class Client:
    """The abilities that matter here.

    `unit` is what characters of positions are counted in. `pulls`: it asks for diagnostics, so that none are pushed;
    `refreshes`: and can be told to ask again. `related`, `described`: diagnostics may have further places, and links.
    `resolves`: edits of actions may be made when one is chosen; `versioned`, `creates`: edits may name versions, and
    make files. `configures`: it can be asked for settings; `follows`: and to say when they change; `watches`: to watch
    files.
    """

    unit: Unit = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    related: bool = False
    described: bool = False
    markdown: bool = False
    resolves: bool = False
    versioned: bool = False
    creates: bool = False
    configures: bool = False
    follows: bool = False
    watches: bool = False

    @staticmethod
    def of(said: types.ClientCapabilities) -> Client:
        """The abilities that a client states; the first of its position encodings that is known is taken."""

        def has(path: str) -> Any:
            return get_capability(said, path)

        encodings = [str(getattr(kind, "value", kind)) for kind in has("general.position_encodings") or ()]
        diagnostics = "text_document.publish_diagnostics"
        resolvable = has("text_document.code_action.resolve_support.properties") or ()
        operations = has("workspace.workspace_edit.resource_operations") or ()
        return Client(
            unit=next((unit for word in encodings for unit in UNITS if word == unit), "utf-16"),
            pulls=has("text_document.diagnostic") is not None,
            refreshes=bool(has("workspace.diagnostics.refresh_support")),
            related=bool(has(f"{diagnostics}.related_information")),
            described=bool(has(f"{diagnostics}.code_description_support")),
            markdown=types.MarkupKind.Markdown in (has("text_document.hover.content_format") or ()),
            resolves="edit" in resolvable and bool(has("text_document.code_action.data_support")),
            versioned=bool(has("workspace.workspace_edit.document_changes")),
            creates=types.ResourceOperationKind.Create in operations,
            configures=bool(has("workspace.configuration")),
            follows=bool(has("workspace.did_change_configuration.dynamic_registration")),
            watches=bool(has("workspace.did_change_watched_files.dynamic_registration")),
        )
