"""Rule files with faults: for each the exact messages in both languages, with file, line and column.

`PERFLINT_GOLDEN=1 pytest tests/rulebook/test_broken.py` writes the expected messages anew; read the difference.
"""

import os
from pathlib import Path

import pytest

from perflint.engine.examples import verify_examples
from perflint.errors import DefinitionError
from perflint.rulebook import load_rulebook
from perflint.taxonomy import load_taxonomy

FOLDER = Path(__file__).with_name("broken")
FILES = sorted(FOLDER.glob("*.yaml"))


def messages(path, folder, monkeypatch):
    """What loading a folder with this one file says, Chinese first."""
    (folder / "rules").mkdir()
    (folder / "rules" / "ORG901.yaml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(folder)
    with pytest.raises(DefinitionError) as caught:
        verify_examples(load_rulebook((Path("rules"),)), load_taxonomy())
    return f"{caught.value.message.zh}\n----\n{caught.value.message.en}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_says_what_and_where(path, tmp_path, monkeypatch):
    golden = path.with_suffix(".txt")
    said = messages(path, tmp_path, monkeypatch)
    if os.environ.get("PERFLINT_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_every_expectation_has_its_file():
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}
