"""A quiz as a learner with a keyboard takes it, and what must not be told to her before its end."""

import json
import re
from collections.abc import Iterator
from functools import cache

from playwright.sync_api import Locator, expect

from curriculum.build import build
from curriculum.built import Module
from curriculum.quiz import QuizQuestion
from db.enums import QuestionType
from tests.journeys.lab import PATIENCE, Lab

MODULE = "module-01-blockchain"
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;'()?!-]+")
_QUOTE = re.compile(r"['\"]")
_SHORTEST = 25
Sheet = dict[str, str | None]


@cache
def module() -> Module:
    """The module whose quiz is taken."""
    return next(each for each in build().modules if each.slug == MODULE)


def questions() -> tuple[QuizQuestion, ...]:
    """Its questions, with their keys."""
    return module().quiz.questions


def right() -> Sheet:
    """What somebody answers who knows everything, from a question's key to the text to choose or write."""
    return {question.key: _right(question) for question in questions()}


def wrong() -> Sheet:
    """What somebody answers who knows nothing; she leaves written answers out."""
    return {question.key: _wrong(question) for question in questions()}


def _right(question: QuizQuestion) -> str:
    if question.options:
        return _said(question.options[question.answer])
    if question.type is QuestionType.TRUE_FALSE:
        return question.answer.capitalize()
    return "60" if question.number == 60 else "It costs electricity or locked coins, since names are free."


def _wrong(question: QuizQuestion) -> str | None:
    if question.options:
        return _said(next(text for letter, text in question.options.items() if letter != question.answer))
    if question.type is QuestionType.TRUE_FALSE:
        return "False" if question.answer == "true" else "True"
    return None


def _said(markdown: str) -> str:
    """Markdown as it reads, on one line."""
    return " ".join(re.sub(r"[*`]", "", markdown).split())


def asked(lab: Lab) -> QuizQuestion:
    """The question in front."""
    part = lab.part("question")
    expect(part.locator(".jp-RenderedMarkdown").first).not_to_be_empty()
    said = " ".join(part.locator(".cw-Question-text").inner_text().split())
    return next(each for each in questions() if _said(each.prompt) == said)


def answer(lab: Lab, text: str | None) -> None:
    """Answer the question in front by keyboard."""
    if text is None:
        return
    if asked(lab).type is QuestionType.SHORT_ANSWER:
        lab.page.keyboard.press("Tab")
        lab.page.keyboard.insert_text(text)
        return
    choice = lab.part("choice").filter(has=lab.page.get_by_text(text, exact=True))
    expect(choice).to_have_count(1)
    lab.page.keyboard.press(choice.locator("kbd").inner_text())
    expect(choice.locator("input")).to_be_checked()


def open_quiz(lab: Lab) -> None:
    """Open the quiz from the Course panel."""
    if lab.row(MODULE).get_attribute("aria-expanded") == "false":
        lab.row(MODULE).click()
    lab.row(f"{MODULE}-quiz").click()
    expect(lab.page.locator(".cw-QuizPanel .cw-Title")).to_be_visible(timeout=PATIENCE)


def at(lab: Lab, place: int) -> Locator:
    """The sitting, once it shows the question with this number."""
    sitting = lab.page.locator(f'[data-testid="cw-sitting"][data-place="{place}"]')
    expect(sitting).to_be_visible(timeout=PATIENCE)
    return sitting


def answer_all(lab: Lab, sheet: Sheet) -> None:
    """Answer one question after the other up to the summary, by keyboard."""
    place = 1
    while lab.part("summary").count() == 0:
        at(lab, place)
        answer(lab, sheet[asked(lab).key])
        lab.page.keyboard.press("Control+Enter")
        place += 1
        next_one = lab.page.locator(f'[data-testid="cw-sitting"][data-place="{place}"]')
        expect(next_one).to_be_visible(timeout=PATIENCE)
    expect(lab.part("saving")).to_have_attribute("data-state", "saved")


def submit(lab: Lab) -> None:
    """Submit from the summary."""
    lab.part("submit-quiz").focus()
    lab.page.keyboard.press("Enter")
    expect(lab.part("quiz-result")).to_be_visible(timeout=PATIENCE)


def states(lab: Lab) -> list[str | None]:
    """What came of each question of the result."""
    return [line.get_attribute("data-state") for line in lab.part("quiz-line").all()]


def keys() -> list[str]:
    """Pieces of every explanation, note on a choice, model answer and point of marking of the quiz."""
    texts: list[str] = []
    for question in questions():
        texts += [question.explanation, *(question.option_notes or {}).values(), *(question.marking or ())]
        if question.type is QuestionType.SHORT_ANSWER:
            texts.append(question.answer)
    return list(_unlike(texts))


def solutions() -> list[str]:
    """Lines of the solutions and hidden tests of the module's exercises that nothing given out contains.

    Without what stands in quotes: a test's message is the reason that a learner is given.
    """
    lines = [_QUOTE.split(line)[0] for each in module().exercises for line in _lines(each.source)]
    return list(_unlike(lines))


def _unlike(texts: list[str]) -> Iterator[str]:
    """The longest piece of each text that is written alike in any format, and that no notebook contains."""
    notebooks = [
        *(each.notebook for each in module().lessons),
        *(each.released for each in module().exercises),
    ]
    given_out = " ".join(line for notebook in notebooks for line in _lines(notebook))
    prompts = " ".join(question.prompt for question in questions())
    for text in texts:
        piece = max(_PLAIN.findall(text), key=len, default="").strip()
        if len(piece) >= _SHORTEST and piece not in given_out and piece not in prompts:
            yield piece


def _lines(notebook: bytes) -> list[str]:
    cells = json.loads(notebook)["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    return [line for source in sources for line in source.splitlines()]
