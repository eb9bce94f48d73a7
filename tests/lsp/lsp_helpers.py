"""What the tests of the server share: a table, and places and edits counted by bytes, not by the code under test."""

# 𠮷 is one character of two UTF-16 units and four bytes of UTF-8; the faults stand behind it in their lines.
TABLE = """# 2025年渠道维修项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- |
| 产出指标 | 数量指标 | 𠮷田乡渠道清淤长度 | ≥=12公里 |
| 产出指标 | 质量指标 | 𠮷田乡渠道质量 | 明显改善 |
| 效益指标 | 社会效益指标 | 𠮷田乡村民用水保证率 | ≥95% |
"""
OPTIONS = {"select": ["VAG001", "UNT005", "TXT005"], "lang": "en"}
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def measured(text, unit):
    name = unit if unit == "utf-8" else f"{unit}-le"
    return len(text.encode(name)) // WIDTHS[unit]


def place(text, words, unit="utf-16", nth=0):
    """The range of some words of a text, by counting their bytes."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    line = text.count("\n", 0, at)
    before = text[text.rfind("\n", 0, at) + 1 : at]
    first = measured(before, unit)
    return {
        "start": {"line": line, "character": first},
        "end": {"line": line, "character": first + measured(words, unit)},
    }


def applied(text, edits, unit="utf-16"):
    """The text after edits of the protocol, made by their bytes from the last to the first."""
    name = unit if unit == "utf-8" else f"{unit}-le"
    for edit in sorted(
        edits, key=lambda e: (e["range"]["start"]["line"], e["range"]["start"]["character"]), reverse=True
    ):
        start, end = edit["range"]["start"], edit["range"]["end"]
        lines = text.split("\n")
        head, tail = (lines[p["line"]].encode(name) for p in (start, end))
        cut = WIDTHS[unit]
        before = "\n".join([*lines[: start["line"]], head[: start["character"] * cut].decode(name)])
        after = "\n".join([tail[end["character"] * cut :].decode(name), *lines[end["line"] + 1 :]])
        text = before + edit["newText"] + after
    return text


def plain(diagnostics):
    return [(d["code"], d["range"], d["severity"]) for d in diagnostics]


def uri_of(folder, name):
    return (folder / name).as_uri()


def at(uri, **more):
    return {"textDocument": {"uri": uri}, **more}


def actions_at(client, uri, found, only=None):
    context = {"diagnostics": [found] if found else [], **({"only": only} if only else {})}
    where = found["range"] if found else {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    return client.call("textDocument/codeAction", at(uri, range=where, context=context))
