"""The built wheel carries the rules, the packs and the data: an empty environment lists them from it."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_html_report_has_its_style_and_script(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert {"perflint/report/page/page.css", "perflint/report/page/page.js"} <= set(archive.namelist())


def test_rules_are_listed_from_an_installed_wheel(wheel, tmp_path):
    # The dependencies come from the environment that runs the tests; perflint itself only from the wheel.
    venv.create(tmp_path / "env", with_pip=False)
    python = next(p for d in ("bin", "Scripts") for p in (tmp_path / "env" / d).glob("python*"))
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()
    )  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site), str(wheel)],
        check=True,
    )
    import click

    (site / "dependencies.pth").write_text(str(Path(click.__file__).parent.parent) + "\n", encoding="utf-8")
    code = (
        "import sys; sys.path = [p for p in sys.path if 'editable' not in p]\n"
        "import perflint, pathlib\nfrom perflint.api import rulebook\n"
        "print(pathlib.Path(perflint.__file__).parent)\n"
        "print(*(r.code for r in rulebook().rules))\n"
        "from perflint import configured\nfrom perflint.config import pack_names\n"
        "print(*pack_names())\nprint(*(configured(packs=[name]).profile for name in pack_names()))\n"
    )
    shown = subprocess.run([python, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    where, codes, packs, profiles = shown.splitlines()
    assert Path(where) == site / "perflint"
    shipped = sorted(p.stem.split("-")[0] for p in (ROOT / "rules").rglob("*.yaml"))
    assert codes.split() == shipped
    assert packs.split() == sorted(p.stem for p in (ROOT / "perflint" / "packs").glob("*.yaml"))
    assert len(profiles.split()) == len(packs.split())
