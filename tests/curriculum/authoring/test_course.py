"""A whole course is retold within one budget; where the model fails, the template's words stand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from curriculum.archetype import complete
from curriculum.authoring.author import Author, Budget
from curriculum.authoring.course import Told, retell_course
from curriculum.authoring.retelling import paragraphs
from curriculum.authoring.retold import Retold
from curriculum.build import build
from curriculum.export import export_course
from curriculum.variables import fill_text
from tests.factories.language_model import Failure, LanguageModel, Reply, Typed, language_model

BUILT = build().only(lambda item: item.key.startswith(("b1-", "b2-")))
VALUES: Mapping[str, str] = complete("economic", "allocator", "Sneakers", {})
TEMPLATES = [
    item.template for module in BUILT.blueprint for item in module.items if paragraphs(item.template)
]


def _emphatic(number: int) -> Typed:
    """The paragraphs of the template at this place, each begun with a stressed word."""
    own = [fill_text(each.text, VALUES) for each in paragraphs(TEMPLATES[number])]
    return Typed({"paragraphs": [f"*Listen.* {text}" for text in own]})


def _retell(server: LanguageModel, folder: Path, budget: Budget) -> list[Told]:
    model = OpenAIChatModel("fake", provider=OpenAIProvider(base_url=server.url, api_key="none"))
    return retell_course(BUILT, VALUES, Author(model, budget), Retold(folder))


def _notebook(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text())["cells"]
    return cells


def test_a_retold_course_differs_from_the_template_s_in_its_prose_alone(tmp_path: Path) -> None:
    replies: list[Reply] = [_emphatic(number) for number in range(len(TEMPLATES))]
    with language_model(*replies) as server:
        told = _retell(server, tmp_path / "memory", Budget(tokens=100_000))
    assert [each.why for each in told] == [None] * len(TEMPLATES)
    plain = export_course(BUILT, VALUES, tmp_path / "plain")
    retold = export_course(BUILT, VALUES, tmp_path / "retold", Retold(tmp_path / "memory"))
    for ours, theirs in zip(retold, plain, strict=True):
        for own, original in zip(_notebook(ours), _notebook(theirs), strict=True):
            assert {**own, "source": ""} == {**original, "source": ""}
            if own["cell_type"] == "code":
                assert own["source"] == original["source"]
            else:
                assert "".join(own["source"]).replace("*Listen.* ", "") != ""
        assert "*Listen.*" in ours.read_text()


def test_what_is_remembered_is_not_asked_for_again(tmp_path: Path) -> None:
    replies: list[Reply] = [_emphatic(number) for number in range(len(TEMPLATES))]
    with language_model(*replies) as server:
        _retell(server, tmp_path, Budget(tokens=100_000))
        before = len(server.requests)
        assert all(told.asked is None for told in _retell(server, tmp_path, Budget(tokens=100_000)))
    assert len(server.requests) == before == len(TEMPLATES)


def test_a_notebook_without_a_good_draft_keeps_the_template_s_words_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    bad = Typed({"paragraphs": ["<script>fetch('https://example.org')</script>"]})
    others: list[Reply] = [_emphatic(number) for number in range(1, len(TEMPLATES))]
    with language_model(bad, bad, *others) as server:
        told = _retell(server, tmp_path, Budget(tries=2, tokens=100_000))
    assert [bool(each.why) for each in told] == [True] + [False] * len(others)
    assert Retold(tmp_path)(TEMPLATES[0], VALUES) is TEMPLATES[0]


def test_a_provider_that_is_down_is_asked_once_and_not_for_each_notebook(tmp_path: Path) -> None:
    with language_model(Failure(401)) as server:
        told = _retell(server, tmp_path, Budget(tokens=100_000))
    assert len(server.requests) == 1
    assert {each.why for each in told} == {"The provider does not accept the key: set the right one."}


def test_the_budget_is_for_the_whole_course(tmp_path: Path) -> None:
    replies: list[Reply] = [_emphatic(number) for number in range(len(TEMPLATES))]
    with language_model(*replies) as server:
        told = _retell(server, tmp_path, Budget(tokens=300))
    assert [each.why is None for each in told].count(True) == 2
    assert len(server.requests) <= 3
