"""What was proved need not be proved again, until anything that its proof depends on changes."""

from pathlib import Path

from curriculum.build import build
from curriculum.built import Built
from curriculum.proof import read_proofs, stale, unproved, write_proofs
from tests.factories.sources import EXERCISE, LESSON, WRONG, write_content


def left(root: Path, **files: str) -> list[str]:
    """What is unproved after the original content was proved and these files were changed."""
    before, after = root / "before", root / "after"
    write_proofs(build(write_content(before)), root)
    built = unproved(build(write_content(after, **files)), read_proofs(root))
    return [item.key for item in built.items]


def test_nothing_is_proved_at_first_and_everything_afterwards(tmp_path: Path) -> None:
    built: Built = build(write_content(tmp_path / "content"))
    assert len(stale(built, read_proofs(tmp_path))) == len(built.items)
    assert write_proofs(built, tmp_path)
    assert stale(built, read_proofs(tmp_path)) == []
    assert not write_proofs(built, tmp_path)


def test_a_changed_lesson_solution_or_wrong_solution_wants_a_new_proof(tmp_path: Path) -> None:
    assert left(tmp_path / "same") == []
    assert left(tmp_path / "lesson", lesson=LESSON.replace("hello", "goodbye")) == ["m01-l1"]
    assert left(tmp_path / "solution", exercise=EXERCISE.replace("2 * number", "number + number")) == [
        "m01-double"
    ]
    assert left(tmp_path / "wrong", wrong=WRONG.replace("number**2", "number**3")) == ["m01-double"]
