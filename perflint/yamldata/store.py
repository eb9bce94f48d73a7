"""Parsed YAML kept as JSON in the user's cache directory, by content, so that a later start need not parse it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# A change of what is stored makes the old entries unknown.
_FORMAT = "1"
_KEPT = 4
ENVIRONMENT = "PERFLINT_CACHE_DIR"


def parsed(label: str, sources: Mapping[str, str]) -> dict[str, Any]:
    """Name -> data of YAML sources that are known to be sound; from the cache where it holds exactly these.

    A cache that cannot be read or written only costs time. Raises yaml.YAMLError for a faulty source.
    """
    path = _entry(label, sources)
    if path is not None:
        found = _read(path)
        if found is not None and found.keys() == sources.keys():
            return found
    from perflint.yamldata.marks import loader

    data = {name: loader(source) for name, source in sources.items()}
    if path is not None:
        _write(path, data)
    return data


def cache_dir() -> Path | None:
    """perflint's folder in the user's cache directory; None where the user switched it off or has none.

    PERFLINT_CACHE_DIR names another folder, and with an empty value switches the cache off.
    """
    own = os.environ.get(ENVIRONMENT)
    if own is not None:
        return Path(own) if own else None
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "perflint") if base and os.path.isabs(base) else None


def _entry(label: str, sources: Mapping[str, str]) -> Path | None:
    folder = cache_dir()
    if folder is None:
        return None
    digest = hashlib.sha256(_FORMAT.encode())
    for name, source in sources.items():
        digest.update(f"\0{name}\0{len(source)}\0{source}".encode("utf-8", "surrogatepass"))
    return folder / f"{label}-{digest.hexdigest()[:32]}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as file:
            # In a folder that others can write to, only our own file is believed.
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            data = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write atomically, so that runs side by side never read half an entry; keep only the newest few."""
    try:
        text = json.dumps(data, ensure_ascii=False)
        if json.loads(text) != data:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
        label = path.name.rpartition("-")[0]
        entries = sorted(path.parent.glob(f"{label}-*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in entries[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, TypeError, ValueError):
        # A value that JSON has no word for, a full disk, a folder that is read-only: the next start parses again.
        return
