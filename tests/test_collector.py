"""Our own programs search for cycles seldom; a caller of the library keeps its settings."""

import gc
import subprocess
import sys

import pytest

from perflint.workers import Worker

STATE = "print(gc.get_threshold()[0] == young, gc.get_freeze_count() == 0)"


@pytest.mark.parametrize(
    ("code", "untouched"),
    [
        ("import perflint\nperflint.check_bytes(b'x', 'a.txt')", True),
        ("from perflint.cli import cli\ncli.main(['check', 'a.txt'], standalone_mode=False)", True),
        ("from perflint.cli import main\ntry:\n    main(['check', 'a.txt'])\nexcept SystemExit:\n    pass", False),
    ],
)
def test_only_a_program_of_ours_is_set(code, untouched, tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    code = f"import gc\nyoung = gc.get_threshold()[0]\n{code}\n{STATE}"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"{untouched} {untouched}"


def test_a_worker_is_set():
    worker = Worker(gc.get_threshold)
    assert worker()[0] > gc.get_threshold()[0]
    worker.close()
