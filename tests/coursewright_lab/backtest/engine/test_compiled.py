"""What was compiled is kept where it can be, and used where it cannot be written."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import coursewright_lab
from coursewright_lab.backtest.engine import compiled
from coursewright_lab.backtest.engine.warm import warm
from tests.factories.account import spare

NOBODY = 65_534
_CODE = (
    "import sys, time; sys.path.insert(0, sys.argv[1])\n"
    "import coursewright_lab.backtest.engine as e, coursewright_lab.backtest.engine.core as core\n"
    "assert e.__file__.startswith(sys.argv[1]), e.__file__\n"
    "from coursewright_lab.backtest.engine.warm import warm\n"
    "from coursewright_lab.backtest.engine.compiled import folder\n"
    "warm(); print(folder()); print(sum(core.walk.stats.cache_hits.values()))\n"
)


def run_from(package: Path, home: Path) -> tuple[Path, int]:
    """Warm the engine of the copy in `package` as somebody with this home; return folder and cache hits."""
    drop = spare(NOBODY)
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(package)],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home)},
        user=drop,
        group=drop,
        cwd=package,
        capture_output=True,
        text=True,
        check=True,
    )
    place, hits = done.stdout.split()
    return Path(place), int(hits)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts may enter, as pytest's own may not be."""
    with tempfile.TemporaryDirectory(prefix="coursewright-compiled-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_compiled_code_of_a_read_only_installation_is_used_from_a_copy(open_folder: Path) -> None:
    if os.geteuid() == 0 and spare(NOBODY) is None:
        return  # nothing is read-only for root, and nobody else can run this Python
    tmp_path = open_folder
    warm()
    own = compiled.folder()
    assert own is not None
    package, home = tmp_path / "package", tmp_path / "home"
    source = Path(coursewright_lab.__file__).parent
    shutil.copytree(source / "backtest", package / "coursewright_lab/backtest")
    shutil.copy(source / "__init__.py", package / "coursewright_lab/__init__.py")
    installed = package / "coursewright_lab/backtest/engine/__pycache__" / own.name
    shutil.rmtree(installed, ignore_errors=True)
    for kept in own.iterdir():
        if kept.name.startswith("engine_"):
            name = _subfolder(package / "coursewright_lab/backtest/engine/core.py")
            shutil.copytree(kept, installed / name, dirs_exist_ok=True)
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    for path in (*package.rglob("*"), package):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        place, hits = run_from(package, home)
    finally:
        for path in (package, *package.rglob("*")):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert place.is_relative_to(home / ".cache/coursewright/backtest")
    assert hits == 1


def _subfolder(file: Path) -> str:
    from numba.core.caching import UserProvidedCacheLocator  # noqa: PLC0415

    return str(UserProvidedCacheLocator.get_suitable_cache_subpath(str(file)))  # type: ignore[no-untyped-call]
