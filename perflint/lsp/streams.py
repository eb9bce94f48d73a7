"""The client's pipes, taken from standard input and output before anything else can write to them."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The client's pipes for the server alone: what anything else prints goes to standard error, and nothing else
    reads what the client says."""
    sys.stdout.flush()
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    try:
        os.dup2(2, 1)
    except OSError:
        # A process may have no standard error.
        os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipes
