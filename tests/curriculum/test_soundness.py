"""Two hundred learners with ordinary, strange and hostile words get courses that nothing breaks out of."""

import itertools
import json

import nbformat
import pytest

from curriculum.archetype import complete
from curriculum.archetype_file import meta_categories
from curriculum.build import build
from curriculum.built import Built
from curriculum.render import DEFAULT_VALUES, render_released
from curriculum.soundness import check_words, unsound
from curriculum.variables import VariableError, clean_value
from tests.curriculum.hostile import HOSTILE


def courses() -> list[dict[str, str]]:
    """The words of two hundred courses: every known domain, and every hostile word that is let in."""
    known = [
        complete(kind.key, archetype.key, domain.name, {})
        for kind in meta_categories().values()
        for archetype in kind.archetype
        for domain in archetype.domain
    ]
    let_in = [word for word in HOSTILE if _is_let_in(word)]
    pairs = itertools.cycle(itertools.product(let_in, let_in[::-1]))
    kinds = itertools.cycle(meta_categories())
    strange = [
        complete(kind, "builder", one, {"entity_primary": one, "metric": other, "container": one})
        for kind, (one, other) in zip(kinds, itertools.islice(pairs, 200 - len(known)), strict=False)
    ]
    return known + strange


def _is_let_in(word: str) -> bool:
    try:
        clean_value(word)
    except VariableError:
        return False
    return True


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


def test_two_hundred_courses_are_sound(built: Built) -> None:
    found = courses()
    assert len(found) == 200
    for values in found:
        check_words(built, values)


def test_the_notebooks_of_every_tenth_course_are_valid(built: Built) -> None:
    for values in courses()[::10]:
        for template in (built.blueprint[0].lessons[0].template, built.blueprint[-1].exercises[0].template):
            nbformat.validate(nbformat.from_dict(json.loads(render_released(template, values))))


@pytest.mark.parametrize("word", ["# Heading", "<b>x</b>", "**bold**", "x\n\n- y"])
def test_a_word_that_was_never_cleaned_is_found_where_it_breaks_out(built: Built, word: str) -> None:
    values = {**DEFAULT_VALUES, "entity_primary": word, "entity_plural": word, "domain": word, "metric": word}
    lessons = [lesson for module in built.blueprint for lesson in module.lessons]
    assert any(unsound(lesson.template, values) for lesson in lessons)
    with pytest.raises(VariableError, match="would break"):
        check_words(built, values)
