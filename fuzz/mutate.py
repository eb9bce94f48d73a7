"""Damages files: bytes and tokens at random, and the members of zipped ones in an archive that is whole again."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]*>")
_HUGE = (b"0", b"-1", b"99999999999999999999", b"2147483648", b"1048577", b"1e309", b"NaN", b"", b"007", b"1" * 400)
_PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\t", b"\r", b"\r\n", b'"', b'""', b"|", b"\\", b"\\ud800",
    b",", b"{", b"[[", b"]", b"<", b">", b"&#0;", b"&#x110000;", b"&lt", b"<!--", b"-->", b"<![CDATA[", b"</table>",
    b"<table>", b"<tr>", b"<td rowspan=65534 colspan=1000>", b"<td colspan=-1>", b"<script>", b"</p>", b"<w:tbl>",
    b"|---|", b"```", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b" 0 R", b"endobj", b"BT", b"ET", b" Tj",
    b"\xe2\x80\x8b", b"\xf0\xa0\xae\xb7", b"\xe2\x80\xa8", b"\x0c", b"\xc2\xa0", "一级指标".encode(), "≥=%".encode(),
)  # fmt: skip
# How deep nested tags go; more than any reader's own limit.
_DEEP = (3, 50, 300, 4000)


def mutated(data: bytes, random: Random) -> bytes:
    """The file with one to four damages; a zipped one is damaged inside, nine times out of ten."""
    if data[:4] == b"PK\x03\x04" and random.random() < 0.9:
        return _repacked(data, random)
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(_DAMAGES)(data, random)
    return data


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 8, 64, 512)))


def _flip(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20)) if out else 0):
        out[random.randrange(len(out))] = random.choice((0, 1, 0x22, 0x3C, 0x7F, 0xFF, random.randrange(256)))
    return bytes(out)


def _cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _double(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 30)) + data[end:]


def _swap(data: bytes, random: Random) -> bytes:
    (a, b), (c, d) = sorted((_span(data, random), _span(data, random)))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:] if b <= c else data


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_PIECES) * random.choice((1, 1, 1, 50)) + data[at:]


def _number(data: bytes, random: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    for hit in sorted(random.sample(found, min(len(found), random.choice((1, 1, 3)))), key=lambda m: -m.start()):
        data = data[: hit.start()] + random.choice(_HUGE) + data[hit.end() :]
    return data


def _tags(data: bytes, random: Random) -> bytes:
    """Tags, or what stands between two of them: taken away, doubled, moved, nested in itself."""
    found = list(_TAG.finditer(data))
    if len(found) < 2:
        return _insert(data, random)
    first = random.randrange(len(found))
    last = min(len(found) - 1, first + random.choice((0, 0, 1, 5, 40)))
    start, end = found[first].start(), found[last].end()
    piece = data[start:end]
    kind = random.randrange(5)
    if kind == 0:
        return data[:start] + data[end:]
    if kind == 1:
        return data[:end] + piece * random.choice((1, 3, 200)) + data[end:]
    if kind == 2:
        at = random.choice(found).start()
        return data[:at] + piece + data[at:]
    if kind == 3:
        opening = found[first].group()
        name = re.match(rb"<([\w:]+)", opening)
        deep = random.choice(_DEEP)
        closing = b"</" + name.group(1) + b">" if name else b""
        inner = random.choice((closing, b""))
        return data[:start] + opening * deep + piece + inner * deep + data[end:]
    other = random.choice(found)
    return data[:start] + other.group() + data[found[first].end() :]


def _repacked(data: bytes, random: Random) -> bytes:
    """The archive anew, with checksums that hold: members damaged, missing, renamed, twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        # Damaged before by this fuzzer.
        return _flip(data, random)
    for _ in range(random.choice((1, 1, 2))):
        # The larger parts are the ones that readers look into.
        at = random.choices(range(len(parts)), [min(len(p[1]), 4000) + 1 for p in parts])[0] if parts else -1
        if at < 0:
            break
        name, body = parts[at]
        kind = random.random()
        if kind < 0.04:
            del parts[at]
        elif kind < 0.07:
            parts[at] = (
                random.choice((name.upper(), f"../{name}", "x.xml", "", f"/{name}", random.choice(parts)[0])),
                body,
            )
        else:
            parts[at] = (name, mutated(body, random))
    out = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, body in parts:
            archive.writestr(zipfile.ZipInfo(name or "x"), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_DAMAGES = (_flip, _cut_off, _cut, _double, _swap, _insert, _insert, _number, _number, _tags, _tags)
