"""`check --watch`: checks again whenever a table, the configuration, a rule or a suppression changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from perflint.cli import options as shared
from perflint.cli.language import Session
from perflint.cli.output import complain
from perflint.errors import Message, PerflintError
from perflint.lazyclass import dataclass

# Editors and Office write a file in several steps.
_QUIET_MS = 300
# How often the watch is asked whether it was ended.
_TURN_MS = 200
_SETTINGS = (".yaml", ".yml", ".toml")
_OFFICE_LOCK = "~$"


def watch(session: Session, paths: Sequence[str], given: dict[str, Any], again: Callable[[], int]) -> int:
    """Run `again` now and after every change until Ctrl-C; the status of the last run.

    Raises PerflintError at first only: a configuration that is being edited may be at fault for a while.
    """
    from watchfiles import watch as changes

    def say(zh: str, en: str) -> None:
        complain(Message(zh, en).in_language(session.lang))

    folders, chosen, status = _folders(session, paths, given), _Chosen.of(paths, given), None
    with suppress(KeyboardInterrupt):
        # The first run begins when the watch does: what changes meanwhile is a reason for the next one.
        for changed in changes(
            *folders, watch_filter=chosen, debounce=_QUIET_MS, rust_timeout=_TURN_MS, yield_on_timeout=True
        ):
            if status is None:
                status = again()
                say("正在等待改动，按 Ctrl-C 结束", "waiting for changes; Ctrl-C ends it")
            elif changed:
                now = time.strftime("%H:%M:%S")
                say(f"{now} 有改动，重新检查", f"{now} something changed, checking again")
                try:
                    status = again()
                except PerflintError as error:
                    status = 2
                    complain(error.message.in_language(session.lang))
    return status or 0


def _folders(session: Session, paths: Sequence[str], given: dict[str, Any]) -> list[Path]:
    """The folders to look at: a file that is saved is often another one by the old name."""
    config = shared.with_options(shared.read_config(session, given["config_path"], given["packs"]), given)
    settings = [path for path in (config.path, config.ignore_file, *config.rules) if path is not None]
    named = [*map(Path, paths or (".",)), *settings]
    return sorted({(path if path.is_dir() else path.parent).resolve() for path in named})


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which changes matter: those of files that are checked, and of settings, rules and suppressions."""

    files: frozenset[Path]
    folders: frozenset[Path]
    reports: frozenset[Path]

    @staticmethod
    def of(paths: Sequence[str], given: Mapping[str, Any]) -> _Chosen:
        """Of a run over these paths, without the reports that it writes itself."""
        from perflint.report import REPORTERS, plugin_formats

        targets = shared.targets(given["formats"], tuple(REPORTERS), plugin_formats)
        named = [Path(path).resolve() for path in paths or (".",)]
        return _Chosen(
            frozenset(path for path in named if not path.is_dir()),
            frozenset(path for path in named if path.is_dir()),
            frozenset(target.file.resolve() for target in targets if target.file is not None),
        )

    def __call__(self, change: object, changed: str) -> bool:
        """Whether a change of this file is a reason to check again."""
        from perflint.read import SUFFIXES, plugin_suffixes

        path = Path(changed)
        if path.name.startswith((".", _OFFICE_LOCK)) or path.resolve() in self.reports:
            return False
        suffix = path.suffix.lower()
        if suffix in _SETTINGS or path.resolve() in self.files:
            return True
        below = not self.folders.isdisjoint(path.resolve().parents)
        return below and (suffix in SUFFIXES or suffix in plugin_suffixes())
