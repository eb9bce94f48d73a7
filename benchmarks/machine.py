"""What the benchmarks ran on: processor, memory, system and versions, and nothing that names the machine."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def described() -> dict[str, str]:
    """Names and values for the head of the results."""
    return {
        "date": date.today().isoformat(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": _system(),
        "load before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "perflint": _revision(),
    }


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()


def _memory() -> str:
    found = re.search(r"^MemTotal:\s*(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    return f"{int(found[1]) / 2**20:.0f} GiB" if found else "unknown"


def _system() -> str:
    # A kernel's full name may name the machine's owner.
    release = ".".join(re.findall(r"\d+", platform.release())[:2])
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {release}"
    return f"{name}, {platform.system()} {release}"


def _revision() -> str:
    """The version, with the revision where the benchmarks stand in a repository."""
    from perflint.version import __version__

    try:
        asked = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return __version__
    return f"{__version__} ({done.stdout.strip()})"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
