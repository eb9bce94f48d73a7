"""A client that can do everything: it pulls, resolves, watches, is asked for settings, and writes rules of its own."""

import json
from pathlib import Path

import pytest

from benchmarks.pipe import Client
from tests.lsp.lsp_helpers import OPTIONS, TABLE, actions_at, applied, at, place, uri_of

ROOT = Path(__file__).parents[2]
RICH = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "textDocument": {
        "diagnostic": {},
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
    },
    "workspace": {
        "configuration": True,
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """A client that can do everything, in a folder of its own with a configuration."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "perflint.yaml").write_text("rules: [own]\nexclude: [old/]\n", encoding="utf-8")
    (folder / "own").mkdir()
    with Client(folder) as client:
        client.settings = {**OPTIONS, "select": None, "profile": "strict"}
        client.initialize(RICH, {"explainLinks": True}, [folder])
        watching, following = client.told("client/registerCapability")["registrations"]
        globs = {watcher["globPattern"] for watcher in watching["registerOptions"]["watchers"]}
        assert {"**/*.yaml", "**/pyproject.toml"} <= globs and following["registerOptions"] == {"section": "perflint"}
        yield client, folder
        assert client.leave() == 0
        assert b"Traceback" not in client.errors


def pulled(client, uri, previous=None):
    more = {"previousResultId": previous} if previous else {}
    return client.call("textDocument/diagnostic", at(uri, identifier="perflint", **more))


def codes(report):
    return [d.get("code") for d in report["items"]]


def test_diagnostics_are_pulled_and_known_by_their_result(rich):
    client, folder = rich
    uri = uri_of(folder, "a.md")
    client.open(uri, TABLE)
    report = pulled(client, uri)
    assert report["kind"] == "full" and {"UNT005", "VAG001"} <= set(codes(report))
    (vague,) = [d for d in report["items"] if d["code"] == "VAG001"]
    assert vague["range"] == place(TABLE, "明显改善", "utf-8")
    assert vague["codeDescription"]["href"] == "perflint:/rules/VAG001.md"
    assert pulled(client, uri, report["resultId"]) == {"kind": "unchanged", "resultId": report["resultId"]}
    client.change(uri, 2, {"range": place(TABLE, "明显改善", "utf-8"), "text": "≥95%"})
    after = pulled(client, uri, report["resultId"])
    assert after["kind"] == "full" and "VAG001" not in codes(after)
    hover = client.call("textDocument/hover", at(uri, position=place(TABLE, "≥=", "utf-8")["start"]))
    assert hover["contents"]["kind"] == "markdown" and hover["contents"]["value"].startswith(
        "**UNT005 malformed-operator"
    )
    page = client.call("perflint/explain", {"rule": "vague-value"})["content"]
    assert page.startswith("# VAG001 vague-value: Vague target value\n")
    assert client.call("perflint/explain", {"rule": "nothing"}) == {"content": None}
    client.notify("textDocument/didClose", at(uri))
    assert pulled(client, uri) == {"kind": "full", "items": []}
    # Who asks for diagnostics is sent none.
    assert "textDocument/publishDiagnostics" not in {m.get("method") for m in client.forget()}


def test_all_that_needs_no_decision_is_mended_at_once(rich):
    client, folder = rich
    uri = uri_of(folder, "b.md")
    text = TABLE.replace("明显改善", "≥=95%").replace("渠道清淤", "渠道 清淤").replace("\n", "\r\n")
    client.open(uri, text)
    (action,) = actions_at(client, uri, None, ["source.fixAll"])
    assert (action["kind"], "edit" in action) == ("source.fixAll.perflint", False)
    edit = client.call("codeAction/resolve", action)["edit"]["documentChanges"]
    assert edit[0]["textDocument"] == {"uri": uri, "version": 1}
    mended = applied(text, edit[0]["edits"], "utf-8")
    expected = text.replace("≥=", "≥").replace("渠道 清淤", "渠道清淤")
    assert (mended, len(edit[0]["edits"])) == (expected, 2)
    client.change(uri, 2, {"text": mended})
    assert not {"UNT005", "TXT005"} & set(codes(pulled(client, uri)))
    assert actions_at(client, uri, None, ["refactor"]) == []


def test_what_is_ignored_in_the_list_is_gone_when_the_list_is_saved(rich):
    client, folder = rich
    uri, listed = uri_of(folder, "c.md"), folder / "perflint-ignore.yaml"
    client.open(uri, TABLE)
    (found,) = [d for d in pulled(client, uri)["items"] if d["code"] == "VAG001"]
    chosen = next(a for a in actions_at(client, uri, found) if "perflint-ignore.yaml" in a["title"])
    made, put = client.call("codeAction/resolve", chosen)["edit"]["documentChanges"]
    assert (made["kind"], made["uri"], put["textDocument"]["uri"]) == ("create", listed.as_uri(), listed.as_uri())
    text = applied("", put["edits"])
    assert '    reason: "(give the reason)"\n' in text
    listed.write_text(text, encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": listed.as_uri(), "type": 1}]})
    assert "VAG001" in codes(pulled(client, uri))
    client.open(listed.as_uri(), text, "yaml")
    (reasonless,) = pulled(client, listed.as_uri())["items"]
    assert (reasonless["code"], reasonless["range"]["start"]["line"]) == ("missing-reason", 1)
    listed.write_text(text.replace("(give the reason)", "agreed"), encoding="utf-8")
    client.change(listed.as_uri(), 2, {"text": text.replace("(give the reason)", "agreed")})
    client.notify("textDocument/didSave", at(listed.as_uri()))
    assert "VAG001" not in codes(pulled(client, uri))
    assert pulled(client, listed.as_uri())["items"] == []
    client.change(listed.as_uri(), 3, {"text": "ignore:\n  - {rule: VAG01, reason: x}\n"})
    (unknown,) = pulled(client, listed.as_uri())["items"]
    assert unknown["message"] == "there is no rule 'VAG01'; did you mean 'VAG001'?"
    assert unknown["range"] == place("ignore:\n  - {rule: VAG01, reason: x}\n", "VAG01", "utf-8")
    client.notify("textDocument/didClose", at(listed.as_uri()))
    listed.unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": listed.as_uri(), "type": 3}]})
    assert "VAG001" in codes(pulled(client, uri))


def test_a_command_silences_with_the_reason_that_it_brings(rich):
    client, folder = rich
    uri = uri_of(folder, "d.tsv")
    client.open(uri, "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t质量指标\t渠道质量\t明显改善\n", "tsv")
    (found,) = [d for d in pulled(client, uri)["items"] if d["code"] == "VAG001"]
    wanted = {"uri": uri, "fingerprint": found["data"]["fingerprint"], "where": "table", "reason": "财政局已同意"}
    run = {"command": "perflint.ignore", "arguments": [wanted]}
    assert client.call("workspace/executeCommand", run) is True
    (edit,) = client.applied[-1]["documentChanges"]
    assert edit["edits"][0]["newText"] == " perflint:ignore VAG001 reason=财政局已同意"
    run = {"command": "perflint.ignore", "arguments": [{**wanted, "fingerprint": "0" * 64}]}
    assert client.call("workspace/executeCommand", run) is False
    assert client.call("workspace/executeCommand", {"command": "perflint.ignore"}) is False


RULE = (ROOT / "examples/rules/ORG001-missing-weight.yaml").read_text(encoding="utf-8")


def test_rule_files_and_configurations_are_checked_as_they_are_written(rich):
    client, folder = rich
    rule = folder / "own" / "ORG001-missing-weight.yaml"
    uri, table, config = rule.as_uri(), uri_of(folder, "e.md"), uri_of(folder, "perflint.yaml")
    text = RULE.replace("severity:", "severty:", 1)
    client.open(uri, text, "yaml")
    assert [(d["message"], d["range"]) for d in pulled(client, uri)["items"]][:1] == [
        ("unknown key 'severty'; did you mean 'severity'?", place(text, "severty", "utf-8"))
    ]
    text = RULE.replace("indicators.2.weight, 路灯", "indicators.1.weight, 路灯", 1)
    client.change(uri, 2, {"text": text})
    (example,) = pulled(client, uri)["items"]
    assert (example["code"], example["range"]["start"]) == ("rule-file", place(text, "project:", "utf-8")["start"])
    assert example["message"].startswith("examples.bad[1]: expected [[indicators.1.weight")

    # Saved with its fault, it keeps tables from being checked, and they say so.
    client.open(table, TABLE.replace("指标值 |", "指标值 | 分值 |").replace("--- |\n", "--- | --- |\n"))
    assert "VAG001" in codes(pulled(client, table))
    rule.write_text(text, encoding="utf-8")
    client.notify("textDocument/didSave", at(uri))
    (hindered,) = pulled(client, table)["items"]
    assert (hindered["code"], hindered["severity"]) == ("configuration", 1)
    assert hindered["relatedInformation"][0]["location"]["uri"] == uri
    client.told("workspace/diagnostic/refresh")
    rule.write_text(RULE, encoding="utf-8")
    client.change(uri, 3, {"text": RULE})
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]})
    assert pulled(client, uri)["items"] == []
    assert {"ORG001", "VAG001"} <= set(codes(pulled(client, table)))

    client.open(config, "rules: [own]\nprofil: strict\n", "yaml")
    (unknown,) = pulled(client, config)["items"]
    assert unknown["code"] == "configuration"
    assert unknown["range"] == place("rules: [own]\nprofil: strict\n", "profil", "utf-8")
    client.open(uri_of(folder, "other.yaml"), "kind: Deployment\ncode: x\n", "yaml")
    assert pulled(client, uri_of(folder, "other.yaml"))["items"] == []


def with_settings(client, settings):
    """Let the client have other settings, and wait until the server has taken them."""
    client.forget()
    client.settings = settings
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    client.told("workspace/diagnostic/refresh")


def test_settings_of_the_client_go_before_the_configuration(rich):
    client, folder = rich
    uri, before = uri_of(folder, "f.md"), client.settings
    client.open(uri, TABLE)
    assert {"UNT005", "VAG001"} <= set(codes(pulled(client, uri)))
    with_settings(client, {"select": ["VAG001"], "lang": "zh", "colour": 1})
    assert client.told("window/logMessage") == {"type": 2, "message": "不认识的设置“colour”"}
    (vague,) = pulled(client, uri)["items"]
    assert vague["message"] == "指标值“明显改善”没有数量，也不是可以核对的状态"
    with_settings(client, {**before, "select": ["VAG01"]})
    (fault,) = pulled(client, uri)["items"]
    assert (fault["code"], "there is no rule 'VAG01'; did you mean 'VAG001'?" in fault["message"]) == (
        "configuration", True,
    )  # fmt: skip
    with_settings(client, {**before, "configFile": "none.yaml"})
    (fault,) = pulled(client, uri)["items"]
    assert "none.yaml" in fault["message"]
    with_settings(client, before)
    assert {"UNT005", "VAG001"} <= set(codes(pulled(client, uri)))


def test_a_client_that_asks_for_reasons_is_given_its_command(rich):
    client, folder = rich
    uri, before = uri_of(folder, "g.md"), client.settings
    with_settings(client, {**before, "asksReasons": True})
    client.open(uri, TABLE)
    (found,) = [d for d in pulled(client, uri)["items"] if d["code"] == "VAG001"]
    asking = [a for a in actions_at(client, uri, found) if a.get("command")]
    given = {"uri": uri, "fingerprint": found["data"]["fingerprint"]}
    assert [(a["command"]["command"], a["command"]["arguments"]) for a in asking] == [
        ("perflint.askReason", [{**given, "where": "table"}]),
        ("perflint.askReason", [{**given, "where": "list"}]),
    ]
    with_settings(client, before)


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("old/a.md", "markdown", TABLE),
        ("readme.md", "markdown", "# 说明\n\n这里没有表。\n"),
        ("package.json", "json", '{"name": "x", "version": "明显改善"'),
        ("list.json", "json", '[{"name": "x", "annual_value": "明显改善"'),
        ("main.py", "python", TABLE),
        ("notes", "latex", TABLE),
    ],
)
def test_what_is_no_table_of_the_user_has_no_diagnostics(rich, name, language, text):
    client, folder = rich
    uri = uri_of(folder, name)
    client.open(uri, text, language)
    assert pulled(client, uri)["items"] == []


HEAD, ROW = ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "质量指标", "渠道质量", "明显改善")
LISTED = dict(zip(("level1", "level2", "name", "annual_value"), ROW, strict=True))


@pytest.mark.parametrize(
    ("uri", "language", "text"),
    [
        ("untitled:Untitled-1", "markdown", TABLE),
        ("untitled:%E8%A1%A8", "csv", f"{','.join(HEAD)}\n{','.join(ROW)}\n"),
        ("untitled:Untitled-2", "html", f"<table><tr><td>{'<td>'.join(HEAD)}<tr><td>{'<td>'.join(ROW)}</table>"),
        ("untitled:Untitled-3", "plaintext", "\t".join(HEAD) + "\n" + "\t".join(ROW) + "\n"),
        ("untitled:Untitled-4", "json", json.dumps([LISTED], ensure_ascii=False)),
        ("file:///nowhere/%E8%A1%A8.markdown", "markdown", TABLE),
    ],
)
def test_the_language_tells_the_format_of_what_has_no_suffix(rich, uri, language, text):
    client, _ = rich
    client.open(uri, text, language)
    (vague,) = [d for d in pulled(client, uri)["items"] if d["code"] == "VAG001"]
    assert vague["range"] == place(text, "明显改善", "utf-8")
    titles = [a["title"] for a in actions_at(client, uri, vague)]
    assert any("in its row" in title for title in titles) == (language != "json")
    assert any("perflint-ignore.yaml" in title for title in titles) == uri.startswith("file:")
