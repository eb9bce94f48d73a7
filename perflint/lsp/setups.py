"""What a document is checked by: the nearest configuration with the client's settings over it, kept between edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import count
from pathlib import Path

from perflint.api import Checker, Options
from perflint.config import FILE_NAMES, Config, Layer, load
from perflint.config.find import IGNORE_FILES, PYPROJECT
from perflint.discover import is_excluded
from perflint.errors import DefinitionError, PerflintError
from perflint.lazyclass import dataclass
from perflint.lsp.settings import Settings
from perflint.options import options_of

_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """The options of a folder and their checker, or the fault of a file that they name.

    `files` are the configuration, what it extends, the ignore file and the baseline; where one is faulty, that one.
    `home` is where an ignore file goes that there is not yet: beside the configuration, else the workspace's folder.
    `number` is another one for every setup that was read.
    """

    options: Options
    config: Path | None
    home: Path
    checker: Checker | None = None
    fault: PerflintError | None = None
    files: tuple[Path, ...] = ()
    number: int = field(default_factory=lambda: next(_numbers))

    def leaves_out(self, path: Path) -> bool:
        """Whether the configuration excludes a file."""
        return bool(self.options.exclude) and is_excluded(path, self.options.exclude, self.home)


class Setups:
    """The setups of all folders with open documents, each read when it is first asked for. For one thread at a time."""

    def __init__(self, settings: Settings, roots: Sequence[Path] = (), lang: str | None = None) -> None:
        self.settings = settings
        self.roots = list(roots)
        self._lang = lang
        self._kept: dict[Path, Setup] = {}

    def forget(self) -> None:
        """Read everything anew when it is next asked for: a file or a setting has changed."""
        self._kept = {}

    def of(self, folder: Path) -> Setup:
        """The setup that holds in a folder; a fault of the configuration is one of its members."""
        kept = self._kept
        if folder not in kept:
            kept[folder] = self._read(folder, list(kept.values()))
        return kept[folder]

    def lang(self, setup: Setup | None = None) -> str:
        """The language for the user: of the settings, of `perflint lsp --lang`, of the configuration."""
        return self.settings.lang or self._lang or (setup.options.lang if setup is not None else "zh")

    def concerns(self, path: Path) -> bool:
        """Whether a file may say how documents are checked: by its name, or because a setup in use has read it."""
        if path.name in (*FILE_NAMES, *IGNORE_FILES, PYPROJECT):
            return True
        used = (used for setup in self._kept.values() for used in (*setup.files, *setup.options.rules_dirs))
        return any(path == one or path.is_relative_to(one) for one in used)

    def _read(self, folder: Path, others: Sequence[Setup]) -> Setup:
        root = next((root for root in self.roots if folder.is_relative_to(root)), folder)
        try:
            config = load(self._config_file(), folder)
            options = options_of(self._with_settings(config), self.settings.lang or self._lang)
        except PerflintError as error:
            problems = error.problems if isinstance(error, DefinitionError) else ()
            files = tuple(Path(problem.file).absolute() for problem in problems)
            return Setup(Options(lang=self.lang()), None, root, fault=error, files=files)
        home = config.path.parent if config.path is not None else root
        for other in others:
            if other.options == options and other.config == config.path and other.home == home:
                return other
        read = [layer.source.path for layer in config.layers if layer.source is not None]
        files = tuple(path for path in (*read, options.ignore_file, options.baseline) if path is not None)
        try:
            return Setup(options, config.path, home, Checker.of(options), files=files)
        except PerflintError as error:
            return Setup(options, config.path, home, fault=error, files=files)

    def _config_file(self) -> Path | None:
        named = self.settings.config_file
        if named is None:
            return None
        return (self.roots[0] if self.roots else Path.cwd()) / named

    def _with_settings(self, config: Config) -> Config:
        """The settings go before the configuration, as options of the command line do."""
        s = self.settings
        values = {"profile": s.profile, "select": s.select, "ignore": s.ignore, "year": s.year}
        said = {key: value for key, value in values.items() if value not in (None, ())}
        return config.plus(Layer(said, options={key: f"perflint.{key}" for key in said}))
