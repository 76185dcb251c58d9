"""What a course can be made from, and how it would read, over HTTP."""

import json
from typing import Any

import pytest

from hub.pace import Pace
from tests.curriculum.hostile import HOSTILE
from tests.hub.api.service import Service

SNEAKERS = {
    "meta_category": "economic",
    "archetype": "allocator",
    "domain": "Sneakers",
    "words": {"container": "Vault"},
    "tool": "scripts",
}


def preview(service: Service, who: str = "ada", **changes: object) -> dict[str, Any]:
    answer = service.post("/onboarding/preview", who, {**SNEAKERS, **changes})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_everything_there_is_to_choose_from_is_told_with_its_questions(service: Service) -> None:
    found = service.get("/onboarding", "zoe").json()
    assert [kind["key"] for kind in found["kinds"]] == [
        "digital",
        "economic",
        "aesthetic",
        "biological",
        "cognitive",
    ]
    assert {len(kind["archetypes"]) for kind in found["kinds"]} == {3}
    for kind in found["kinds"]:
        for archetype in kind["archetypes"]:
            assert len(archetype["domains"]) == 3
            assert all(archetype[question].endswith("?") for question in ("unit", "measure", "place"))
    assert [tool["key"] for tool in found["tools"]] == ["intuition", "spreadsheets", "scripts"]
    assert (found["answers"], found["making"], found["has_course"]) == (None, None, False)
    assert service.get("/onboarding", "ada").json()["has_course"] is True


def test_the_preview_speaks_her_words_and_suggests_the_others(service: Service) -> None:
    shown = preview(service)
    assert shown["title"] == "The Sneakers Architect"
    assert shown["words"] == {
        "entity_primary": "Shoe",
        "entity_plural": "Shoes",
        "metric": "Resale price",
        "container": "Vault",
    }
    assert shown["suggestions"]["container"] == "Collection"
    assert (shown["matched"], shown["problems"]) == ("Sneakers", {})
    assert "vault" in " ".join(shown["paragraphs"])
    assert [module["is_optional"] for module in shown["modules"]] == [True] * 3 + [False] * 4


@pytest.mark.parametrize("word", HOSTILE)
def test_whatever_is_typed_is_answered_with_text_or_with_what_to_type(service: Service, word: str) -> None:
    shown = preview(service, domain=word, words={"metric": word})
    if shown["problems"]:
        assert shown["problems"].keys() == {"domain", "metric"}
        assert word not in json.dumps(shown["paragraphs"])
    else:
        assert shown["title"] == f"The {' '.join(shown['title'].split()[1:-1])} Architect"
        assert not {"<", ">", "`", "{"} & set(" ".join(shown["paragraphs"]))


def test_what_is_not_offered_or_far_too_long_is_refused(service: Service) -> None:
    for changes in ({"archetype": "grower"}, {"tool": "magic"}, {"domain": "x" * 501}, {"extra": 1}):
        answer = service.post("/onboarding/preview", "ada", {**SNEAKERS, **changes})
        assert answer.status_code == 422
        assert answer.json()["error"]["message"].endswith((".", "+/()"))


def test_the_preview_may_not_be_asked_for_without_end(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.context, "previews", Pace(most=2, seconds=60))
    codes = [service.post("/onboarding/preview", "ada", SNEAKERS).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert service.post("/onboarding/preview", "bob", SNEAKERS).status_code == 200
