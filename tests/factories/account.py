"""An account without rights, for programs that should run as nobody in particular."""

import os
import sys
from pathlib import Path

from scripts.interpreter import is_open_to_all

REPOSITORY = Path(__file__).resolve().parents[2]


def spare(uid: int) -> int | None:
    """`uid` where a program can run under it: as root, with Python and repository open to all."""
    needed = (Path(sys.executable).resolve(), Path(sys.base_prefix), REPOSITORY)
    return uid if os.geteuid() == 0 and all(map(is_open_to_all, needed)) else None
