"""A cache of bytes by key in the user's cache directory: entries appear whole or not at all.

Whatever goes wrong with it costs time only: an entry that is damaged or somebody else's is none, and where nothing can
be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.yamldata.store import cache_dir

_FOLDER = "results"
_STAMP = "pruned"
# Another form of the entries makes the old ones unknown.
_MAGIC = b"perflint-cache/1\n"
_DIGEST = 32
_LARGEST = 64 << 20
_UNPACKED = 512 << 20
# What is kept at most, and what is left when that became too much.
MOST_BYTES, LEFT_BYTES = 256 << 20, 192 << 20
MOST_SECONDS = 30 * 86400
_PRUNE_SECONDS = 3600
# An entry that is used is young again; to write that down once a day is enough.
_TOUCH_SECONDS = 86400
_ENTRY = lazy_regex(r"[0-9a-f]{62}\Z")
_SHARD = lazy_regex(r"[0-9a-f]{2}\Z")
_PART = lazy_regex(r"\.[0-9a-f]{62}\.[0-9a-f]+\Z")
_DATA = lazy_regex(r"[a-z]+-[0-9a-f]{32}\.json(?:\.\d+)?\Z")


@dataclass(frozen=True, slots=True)
class Store:
    """The entries below a folder; keys are SHA-256 in hexadecimal digits. Processes may use it side by side."""

    folder: Path

    @staticmethod
    def of_user() -> Store | None:
        """The user's store, None where they switched the cache off or have no folder for it."""
        folder = cache_dir()
        return None if folder is None else Store(folder / _FOLDER)

    def has(self, key: str) -> bool:
        """Whether there is an entry, sound or not."""
        return os.path.exists(self._path(key))

    def get(self, key: str) -> bytes | None:
        """What was put under a key; None where it is not there, not whole or not ours."""
        try:
            with open(self._path(key), "rb") as file:
                state = os.fstat(file.fileno())
                # In a folder that others can write to, only our own file is believed.
                if state.st_size > _LARGEST or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
                    return None
                data = file.read(_LARGEST)
                if time.time() - state.st_mtime > _TOUCH_SECONDS:
                    with suppress(OSError):
                        os.utime(file.name)
        except (OSError, ValueError):
            return None
        return _opened(key, data)

    def put(self, key: str, data: bytes) -> bool:
        """Keep bytes under a key; False where that cannot be."""
        sealed = _sealed(key, data)
        path = self._path(key)
        if len(sealed) > _LARGEST:
            return False
        part = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        try:
            for folder in (self.folder.parent, self.folder, path.parent):
                # Nobody else needs to know what was checked.
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
                file.write(sealed)
            os.replace(part, path)
        except OSError:
            with suppress(OSError):
                os.unlink(part)
            return False
        return True

    def prune(self) -> None:
        """Take out what is old, and the oldest where there is too much; not more than once an hour."""
        stamp = self.folder / _STAMP
        with suppress(OSError):
            if stamp.exists() and 0 <= time.time() - stamp.stat().st_mtime < _PRUNE_SECONDS:
                return
            stamp.touch()
        now = time.time()
        left, size = [], 0
        for path, state in _files(self.folder):
            if now - state.st_mtime > MOST_SECONDS:
                _remove(path)
            elif _ENTRY.match(os.path.basename(path)):
                left.append((state.st_mtime, state.st_size, path))
                size += state.st_size
        if size > MOST_BYTES:
            for _, entry_size, path in sorted(left):
                if size <= LEFT_BYTES:
                    break
                _remove(path)
                size -= entry_size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def clear() -> tuple[int, int]:
    """Take out all that perflint keeps in the user's cache directory, and nothing else: (files, bytes)."""
    base = cache_dir()
    if base is None:
        return 0, 0
    found = [*_files(base / _FOLDER)]
    with suppress(OSError), os.scandir(base) as entries:
        found.extend((e.path, e.stat()) for e in entries if _DATA.match(e.name) and e.is_file(follow_symlinks=False))
    gone = [state.st_size for path, state in found if _remove(path)]
    with suppress(OSError):
        (base / _FOLDER / _STAMP).unlink()
    for folder in (*_shards(base / _FOLDER), str(base / _FOLDER)):
        with suppress(OSError):
            os.rmdir(folder)
    return len(gone), sum(gone)


def _sealed(key: str, data: bytes) -> bytes:
    """An entry: what it is, the digest of key and content, and the content, packed."""
    packed = zlib.compress(data, 1)
    return _MAGIC + hashlib.blake2b(packed, digest_size=_DIGEST, key=bytes.fromhex(key)).digest() + packed


def _opened(key: str, entry: bytes) -> bytes | None:
    start = len(_MAGIC) + _DIGEST
    packed = entry[start:]
    digest = hashlib.blake2b(packed, digest_size=_DIGEST, key=bytes.fromhex(key)).digest()
    if not entry.startswith(_MAGIC) or entry[len(_MAGIC) : start] != digest:
        return None
    try:
        unpack = zlib.decompressobj()
        data = unpack.decompress(packed, _UNPACKED)
    except zlib.error:
        return None
    return data if unpack.eof else None


def _shards(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [e.path for e in entries if _SHARD.match(e.name) and e.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Entries, and what an interrupted run left of one; nothing else that may lie there, and no link."""
    for shard in _shards(folder):
        with suppress(OSError), os.scandir(shard) as entries:
            for entry in entries:
                if (_ENTRY.match(entry.name) or _PART.match(entry.name)) and entry.is_file(follow_symlinks=False):
                    with suppress(OSError):
                        yield entry.path, entry.stat()


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        # Another run was there first, or uses it.
        return False
    return True
