"""What an author begins with is whole: it builds, its solution passes, its wrong solutions do not."""

import shutil
from pathlib import Path

import pytest

from curriculum.build import CONTENT, build
from curriculum.skeleton import begin_exercise, find_place, write_exercise, write_lesson, write_quiz
from curriculum.trial import Laboratory
from curriculum.verify import verify
from db.enums import ExerciseType
from db.errors import Conflict, Invalid, NotFound
from tests.factories.classroom import STUDENT_PYTHON

CRYPTO, BLUEPRINT = "module-02-wallets", "module-3-workflow"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The modules of both curricula, with nothing in them."""
    for path in CONTENT.glob("*/*/module.toml"):
        folder = tmp_path / path.parent.relative_to(CONTENT)
        folder.mkdir(parents=True)
        shutil.copy(path, folder)
    shutil.copy(CONTENT / "achievements.toml", tmp_path)
    return tmp_path


def test_everything_that_is_begun_is_valid(content: Path) -> None:
    crypto, blueprint = find_place(content, CRYPTO), find_place(content, BLUEPRINT)
    write_lesson(crypto, "m02-l1-keys", "Keys: what you own and what you don't")
    write_exercise(crypto, begin_exercise(crypto, "m02-sum", 'A "sum" of readings'))
    write_quiz(crypto)
    write_lesson(blueprint, "b3-lesson", "One {entity}, many {entities}")
    for kind in ExerciseType:
        key = f"b3-{kind.replace('_', '-')}"
        write_exercise(blueprint, begin_exercise(blueprint, key, "Add {entities} up", kind))
    built = build(content)
    assert len(built.lessons) == 2
    assert len(built.exercises) == 1 + len(ExerciseType)
    assert [module.quiz.size for module in built.modules if module.slug == CRYPTO] == [3]
    assert verify(built, Laboratory(STUDENT_PYTHON)) == ()


def test_the_type_fits_the_curriculum(content: Path) -> None:
    with pytest.raises(Invalid, match="coding-task"):
        begin_exercise(find_place(content, CRYPTO), "m02-sum", "A sum", ExerciseType.REFACTOR)
    with pytest.raises(Invalid, match="have no quiz"):
        write_quiz(find_place(content, BLUEPRINT))


def test_nothing_is_written_over(content: Path) -> None:
    place = find_place(content, CRYPTO)
    write_lesson(place, "m02-keys", "Keys")
    before = (place.folder / "m02-keys.md").read_text()
    with pytest.raises(Conflict, match="exists already"):
        begin_exercise(place, "m02-keys", "Keys again")
    assert (place.folder / "m02-keys.md").read_text() == before
    assert not (place.folder / "wrong").exists()


@pytest.mark.parametrize("key", ["keys", "M02-keys", "../m02-keys", "m02-keys.md", "m02--keys", ""])
def test_a_key_that_cannot_name_a_file_is_refused(content: Path, key: str) -> None:
    with pytest.raises(Invalid, match="small letters, digits and dashes"):
        write_lesson(find_place(content, CRYPTO), key, "Keys")


def test_an_unknown_module_is_told_the_known_ones(content: Path) -> None:
    with pytest.raises(NotFound, match=r"choose one of .*module-7-capstone"):
        find_place(content, "module-99")
