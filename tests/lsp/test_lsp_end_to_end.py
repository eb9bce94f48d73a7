"""The server over real pipes: a document is opened, edited, mended and closed in every unit, whatever else is sent."""

import subprocess
import sys

import pytest

from benchmarks.pipe import Client
from tests.lsp.lsp_helpers import OPTIONS, TABLE, actions_at, applied, at, place, plain, uri_of


@pytest.mark.parametrize("unit", ["utf-16", "utf-8"])
def test_a_document_is_opened_edited_mended_and_closed(tmp_path, unit):
    uri = uri_of(tmp_path, "渠道 表.md")
    encodings = {"utf-16": None, "utf-8": ["utf-8", "utf-16"]}[unit]
    with Client(tmp_path) as client:
        capable = client.initialize({"general": {"positionEncodings": encodings}} if encodings else {}, OPTIONS)
        assert capable["positionEncoding"] == unit
        client.open(uri, TABLE)
        operator, vague = client.published(uri)
        assert plain([operator, vague]) == [
            ("UNT005", place(TABLE, "≥=", unit), 1),
            ("VAG001", place(TABLE, "明显改善", unit), 1),
        ]
        assert (vague["source"], vague["message"]) == (
            "perflint", "target '明显改善' gives neither a number nor a state that can be checked",
        )  # fmt: skip

        # An edit before the faults, in the line of one of them: both are where they are now.
        change = {"range": place(TABLE, "田乡渠道质", unit), "text": "县𠮷村渠道之"}
        text = applied(TABLE, [{**change, "newText": change["text"]}], unit)
        assert "𠮷县𠮷村渠道之量" in text
        client.change(uri, 2, change)
        assert plain(client.published(uri)) == [
            ("UNT005", place(text, "≥=", unit), 1), ("VAG001", place(text, "明显改善", unit), 1),
        ]  # fmt: skip

        hover = client.call("textDocument/hover", at(uri, position=place(text, "显改善", unit)["start"]))
        assert hover["range"] == place(text, "明显改善", unit)
        assert "VAG001 vague-value" in hover["contents"]["value"] and "give operator" in hover["contents"]["value"]
        assert client.call("textDocument/hover", at(uri, position={"line": 0, "character": 1})) is None

        mend, *_ = actions_at(client, uri, {**operator, "range": place(text, "≥=", unit)})
        assert (mend["title"], mend["kind"], mend["isPreferred"]) == ("Change '≥=' to '≥'", "quickfix", True)
        assert mend["diagnostics"][0]["code"] == "UNT005"
        edits = mend["edit"]["changes"][uri]
        text = applied(text, edits, unit)
        assert "| ≥12公里 |" in text
        client.change(uri, 3, *({"range": e["range"], "text": e["newText"]} for e in edits))
        (vague,) = client.published(uri)

        in_row, _ = actions_at(client, uri, vague)
        text = applied(text, in_row["edit"]["changes"][uri], unit)
        assert "明显改善 <!-- perflint:ignore VAG001 reason=(give the reason) --> |" in text
        client.change(uri, 4, {"text": text})
        still, reasonless = sorted(client.published(uri), key=lambda d: d["code"])
        assert (still["code"], reasonless["code"], reasonless["severity"]) == ("VAG001", "missing-reason", 2)
        assert reasonless["range"] == place(text, "<!-- perflint:ignore VAG001 reason=(give the reason) -->", unit)
        client.change(uri, 5, {"text": text.replace("(give the reason)", "agreed")})
        assert client.published(uri) == []

        client.open(uri, TABLE, version=6)
        assert len(client.published(uri)) == 2
        client.notify("textDocument/didClose", at(uri))
        assert client.published(uri) == []
        assert client.leave() == 0
        assert client.errors == b""


def test_malformed_messages_do_not_end_the_server(tmp_path):
    uri = uri_of(tmp_path, "a.md")
    with Client(tmp_path) as client:
        assert (
            client.answer(client.ask("textDocument/hover", at(uri, position={"line": 0, "character": 0})))["error"][
                "code"
            ]
            == -32002
        )
        capable = client.initialize(
            {"general": {"positionEncodings": ["utf-7", "utf-32"]}}, {**OPTIONS, "run": "sometimes"}
        )
        assert capable["positionEncoding"] == "utf-32"
        assert "sometimes" in client.told("window/logMessage")["message"]
        for body in (b"{", b"[]", b"7", b'{"jsonrpc": "2.0"}', b'{"jsonrpc": "2.0", "method": 3}', b"\xff\xfe"):
            client.write(body)
        client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 9}, "contentChanges": []})
        client.notify("no/such", {})
        client.notify("textDocument/didOpen", {"textDocument": {"uri": 3}})
        assert client.answer(client.ask("no/such", {}))["error"]["code"] == -32601
        assert client.answer(client.ask("textDocument/hover", {"x": 1}))["error"]["code"] == -32602
        assert client.answer(client.ask("workspace/executeCommand", {"command": "no.such"}))["error"]["code"] == -32602
        assert client.call("codeAction/resolve", {"title": "x", "data": 3}) == {"title": "x", "data": 3}
        client.open(uri, TABLE)
        assert [d["range"] for d in client.published(uri)] == [
            place(TABLE, words, "utf-32") for words in ("≥=", "明显改善")
        ]
        # A client that is gone, and never said so.
        client.process.stdin.close()
        assert client.process.wait(60) == 1


def test_nothing_but_messages_reaches_the_client():
    code = (
        "import os, subprocess, sys\nfrom perflint.lsp.streams import own_streams\n"
        "heard, said = own_streams()\nprint('printed', flush=True)\nos.write(1, b'written')\n"
        "subprocess.run([sys.executable, '-c', 'print(1)'])\nassert sys.stdin.read() == ''\n"
        "said.write(heard.read())\nsaid.flush()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"a message", capture_output=True, check=True)
    assert done.stdout == b"a message"
    assert {b"printed", b"1", b"written1"} >= set(done.stderr.split()) and b"printed" in done.stderr
