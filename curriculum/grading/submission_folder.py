"""A submission's folders: what lies beside the notebooks is taken along, and what lies elsewhere never is."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.utils import find_all_files

from curriculum.grading.turn import OWN_FOLDER

LARGEST_FILE = 100 << 20
_PREFIX = "work-"
_LONGEST_BATCH_SECONDS = 86_400.0


@contextmanager
def work_folder(course_root: Path) -> Iterator[Path]:
    """A folder beside the course's own for one batch; what killed batches left behind is removed."""
    own = course_root / OWN_FOLDER
    own.mkdir(mode=0o700, exist_ok=True)
    for folder in own.glob(f"{_PREFIX}*"):
        if folder.lstat().st_mtime < time.time() - _LONGEST_BATCH_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=own) as work:
        yield Path(work)


def copy_files(source: Path, target: Path, ignore: Iterable[str], *, leave: Iterable[Path] = ()) -> list[str]:
    """Copy all but the notebooks from `source` into `target`, over what is there; returns what was refused.

    A link would bring in files of other people, or be written through, and a pipe would never end.
    """
    refused = []
    left = set(leave)
    for name in sorted(find_all_files(str(source), [*ignore, "*.ipynb"])):
        path = Path(name)
        if path in left:
            continue
        if not _is_plain(path):
            refused.append(str(path.relative_to(source)))
            continue
        destination = target / path.relative_to(source)
        destination.parent.mkdir(parents=True, exist_ok=True)
        destination.unlink(missing_ok=True)
        shutil.copy(path, destination, follow_symlinks=False)
    return refused


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_FILE
