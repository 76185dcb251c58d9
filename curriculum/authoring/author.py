"""Asks a language model for a draft until it passes our checks, within a budget; nothing else asks one."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from db.enums import LlmProvider
from db.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from pydantic_ai import Agent, RunUsage, UsageLimits
    from pydantic_ai.exceptions import AgentRunError
    from pydantic_ai.models import Model

Draft_T = TypeVar("Draft_T", bound=BaseModel)
Check = Callable[[Draft_T], Sequence[str]]
"""What is wrong with a draft, in sentences that its author can act on; nothing where it is good."""

PROVIDERS: Mapping[str, LlmProvider] = {
    "openai": LlmProvider.OPENAI,
    "openai-chat": LlmProvider.OPENAI,
    "anthropic": LlmProvider.ANTHROPIC,
    "ollama": LlmProvider.OLLAMA,
}
"""What may stand before the colon of a model's name; `openai-chat` is for servers that resemble OpenAI's."""

_INSTALL = "Language models need more packages: run `pip install 'coursewright[llm]'` in this environment."


@dataclass(frozen=True)
class Budget:
    """What one draft may take: answers, tokens over all of them, and seconds for each answer."""

    tries: int = 3
    tokens: int = 40_000
    seconds: float = 60.0


@dataclass(frozen=True)
class Task:
    """What is asked: how to go about it, and for what."""

    instructions: str
    prompt: str


@dataclass(frozen=True)
class Drafted(Generic[Draft_T]):
    """What came of asking; without a draft `why` says why, and what to do."""

    draft: Draft_T | None
    why: str | None
    input_tokens: int
    output_tokens: int
    seconds: float


def provider_of(model: str) -> LlmProvider:
    """Who serves a model with this name. Raises Invalid for a name of nobody's."""
    provider, _, name = model.partition(":")
    if provider not in PROVIDERS or not name:
        known = ", ".join(f"{each}:..." for each in PROVIDERS)
        raise Invalid(f"There is no language model {model!r}: name one of {known}.", code="no_model")
    return PROVIDERS[provider]


@dataclass(frozen=True)
class Author:
    """A language model by its name, such as `openai:gpt-5` or `ollama:qwen3`, with what it may take."""

    model: "str | Model"
    budget: Budget = Budget()

    def write(self, kind: type[Draft_T], task: Task, check: Check[Draft_T]) -> Drafted[Draft_T]:
        """The first draft that passes, each further one asked for with what was wrong with the last.

        Raises Invalid for a model that can't be asked (no key, no such provider) and Unavailable without the
        packages; whatever the provider does ends in a Drafted.
        """
        try:
            from pydantic_ai import AgentRunError, RunUsage, UsageLimits  # noqa: PLC0415 - an optional extra
        except ImportError as error:
            raise Unavailable(_INSTALL, code="no_llm") from error
        agent = self._agent(kind, task, check)
        limits = UsageLimits(total_tokens_limit=self.budget.tokens, request_limit=self.budget.tries)
        usage, started, draft, why = RunUsage(), time.perf_counter(), None, None
        try:
            draft = asyncio.run(_answer(agent, task.prompt, usage, limits))
        except AgentRunError as error:
            why = _sentence(error)
        seconds = time.perf_counter() - started
        return Drafted(draft, why, usage.input_tokens, usage.output_tokens, seconds)

    def _agent(self, kind: type[Draft_T], task: Task, check: Check[Draft_T]) -> "Agent[None, Draft_T]":
        from pydantic_ai import Agent, ModelRetry, ModelSettings, UserError  # noqa: PLC0415

        settings = ModelSettings(timeout=self.budget.seconds)
        try:
            agent = Agent(
                self.model,
                output_type=kind,
                instructions=task.instructions,
                retries=self.budget.tries - 1,
                model_settings=settings,
            )
        except (UserError, ImportError, ValueError) as error:
            message = f"{self.model} can't be asked ({error}): name another language model, or set its key."
            raise Invalid(message, code="no_model") from error

        # A coroutine stays on this thread: the engine's helpers die with the thread that began them.
        async def passes(draft: Draft_T) -> Draft_T:
            if faults := check(draft):
                raise ModelRetry("Mend this and answer again, whole:\n" + "\n".join(faults))
            return draft

        agent.output_validator(passes)
        return agent


async def _answer(
    agent: "Agent[None, Draft_T]", prompt: str, usage: "RunUsage", limits: "UsageLimits"
) -> Draft_T:
    async with agent:  # closes its connections
        return (await agent.run(prompt, usage=usage, usage_limits=limits)).output


def _sentence(error: "AgentRunError") -> str:
    from pydantic_ai import UsageLimitExceeded, exceptions  # noqa: PLC0415

    match error:
        case UsageLimitExceeded():
            return "The budget was used up before a draft passed: allow more tokens or tries."
        case exceptions.UnexpectedModelBehavior():
            return "No draft passed the checks: ask again, or name another model."
        case exceptions.ModelAuthenticationError():
            return "The provider does not accept the key: set the right one."
        case exceptions.ModelRateLimitError() | exceptions.ModelQuotaExceededError():
            return "The provider answers too few questions for now: try again later."
        case _:
            return f"The provider did not answer ({type(error).__name__}): try again later."
