"""A model is asked until its draft passes, within its budget; whatever it does ends in a draft or a word."""

from collections.abc import Callable, Sequence

import pytest
from pydantic import BaseModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from curriculum.authoring.author import Author, Budget, Drafted, Task
from db.errors import Invalid
from tests.factories.language_model import Chatter, Failure, LanguageModel, Silence, Typed, language_model

USUAL = Budget()
TASK = Task("Write a haiku's lines.", "About hashes.")


class Haiku(BaseModel):
    """Three lines."""

    lines: list[str]


THREE = Typed({"lines": ["a", "b", "c"]})
TWO = Typed({"lines": ["a", "b"]})


def _check(draft: Haiku) -> Sequence[str]:
    return [] if len(draft.lines) == 3 else [f"{len(draft.lines)} lines are not three: write three"]


def _ask(
    server: LanguageModel, budget: Budget = USUAL, check: Callable[[Haiku], Sequence[str]] = _check
) -> Drafted[Haiku]:
    provider = OpenAIProvider(base_url=server.url, api_key="none")
    return Author(OpenAIChatModel("fake", provider=provider), budget).write(Haiku, TASK, check)


def test_a_good_draft_is_taken_at_once_with_what_it_took() -> None:
    with language_model(THREE) as server:
        made = _ask(server)
    assert made.draft == Haiku(lines=["a", "b", "c"])
    assert (made.why, made.input_tokens, made.output_tokens, len(server.requests)) == (None, 100, 50, 1)


def test_a_draft_with_a_fault_is_asked_for_again_with_the_fault() -> None:
    with language_model(TWO, THREE) as server:
        made = _ask(server)
    assert made.draft is not None
    assert "2 lines are not three" in str(server.requests[1]["messages"])


def test_what_is_no_answer_in_the_form_is_asked_for_again() -> None:
    malformed = (Chatter("Here is your haiku!"), Typed('{"lines": ["a"'), Typed({"verses": 3}))
    with language_model(*malformed, THREE) as server:
        assert _ask(server, Budget(tries=4)).draft is not None
    assert len(server.requests) == 4


def test_after_the_last_try_there_is_a_sentence_and_no_draft() -> None:
    with language_model(TWO) as server:
        made = _ask(server, Budget(tries=3))
    assert made.draft is None
    assert made.why == "No draft passed the checks: ask again, or name another model."
    assert len(server.requests) == 3


def test_the_tokens_of_all_tries_together_are_bounded() -> None:
    with language_model(TWO) as server:
        made = _ask(server, Budget(tries=10, tokens=400))
    assert made.draft is None
    assert made.why is not None
    assert "budget" in made.why
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [429, 500])
def test_a_provider_that_stumbles_is_asked_again(status: int) -> None:
    with language_model(Failure(status), Failure(status), THREE) as server:
        assert _ask(server).draft is not None
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Failure(429), "too few questions"),
        (Failure(500), "did not answer"),
        (Failure(401), "does not accept the key"),
        (Failure(200, "<html>a proxy's page</html>"), "try again later"),
    ],
)
def test_a_provider_that_fails_for_good_ends_in_a_sentence(reply: Failure, words: str) -> None:
    with language_model(reply) as server:
        made = _ask(server)
    assert made.draft is None
    assert made.why is not None
    assert words in made.why


def test_a_provider_that_says_nothing_is_given_up() -> None:
    with language_model(Silence()) as server:
        made = _ask(server, Budget(seconds=0.1))
    assert made.draft is None
    assert made.why is not None
    assert "did not answer" in made.why


def test_a_model_that_nobody_serves_or_without_a_key_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for name in ("nobody:knows-this", "openai:gpt-5"):
        with pytest.raises(Invalid, match="set its key"):
            Author(name).write(Haiku, TASK, _check)
