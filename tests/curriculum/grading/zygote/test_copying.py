"""An assignment's files reach both processes of a run whole."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from curriculum.grading.zygote.copying import copy_files

TAKERS = 8


def test_all_who_hold_the_same_open_folder_get_every_file(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    names = {f"data-{number}.csv" for number in range(300)}
    for name in names:
        (source / name).write_text(name)
    targets = [tmp_path / f"target-{number}" for number in range(TAKERS)]
    for target in targets:
        target.mkdir()
    folder = os.open(source, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with ThreadPoolExecutor(TAKERS) as pool:
            list(pool.map(lambda target: copy_files(folder, str(target), None), targets))
    finally:
        os.close(folder)
    assert [{path.name for path in target.iterdir()} for target in targets] == [names] * TAKERS


def test_notebooks_hidden_files_and_links_stay_behind(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "tables").mkdir(parents=True)
    target.mkdir()
    for name in ("other.ipynb", ".secret", "tables/prices.csv"):
        (source / name).write_text("x")
    (source / "link").symlink_to("/etc/hostname")
    folder = os.open(source, os.O_RDONLY | os.O_DIRECTORY)
    try:
        copy_files(folder, str(target), None)
    finally:
        os.close(folder)
    assert sorted(str(path.relative_to(target)) for path in target.rglob("*")) == [
        "tables",
        "tables/prices.csv",
    ]
