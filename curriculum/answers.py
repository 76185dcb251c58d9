"""What a learner answered about her domain: what is wrong with it, and the words that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.archetype import complete, match_domain, suggest_words
from curriculum.archetype_file import Archetype, MetaCategory, Words, meta_categories, tools
from curriculum.variables import VariableError, clean_value
from db.enums import PresentTool
from db.repositories.course_request import Answers

ASKED = tuple(Words.model_fields)
"""The words that a learner gives herself, by variable."""


@dataclass(frozen=True)
class Said:
    """What a learner answered, as she typed it; a word that is missing or empty is to be suggested."""

    meta_category: str
    archetype: str
    domain: str
    words: Mapping[str, str]
    tool: PresentTool = PresentTool.INTUITION

    @property
    def given(self) -> dict[str, str]:
        """The words that she gave."""
        return {name: word for name, word in self.words.items() if word.strip()}


def read_answers(said: Said) -> Answers:
    """The answers as they may be stored: known choices, clean words. Raises VariableError otherwise.

    A word that she left empty is the suggested one from now on, whatever is suggested later.
    """
    if problems := find_problems(said):
        field, message = next(iter(problems.items()))
        raise VariableError(f"{_spoken(field)}: {message}")
    values = sound_values(said)
    words = {name: values[name] for name in ASKED}
    first = tools()[said.tool].starting_module
    return Answers(said.meta_category, said.archetype, values["domain"], words, said.tool, first)


def find_problems(said: Said) -> dict[str, str]:
    """What can't be used, by field, each with what to type instead; words that were left empty are none."""
    problems = dict.fromkeys(sorted({*said.words} - {*ASKED}), "There is no such word to give: leave it out.")
    for name, value in {"domain": said.domain, **said.given}.items():
        try:
            clean_value(value)
        except VariableError as error:
            problems.setdefault(name, error.message)
    return problems


def sound_values(said: Said) -> dict[str, str]:
    """Every variable's value; where an answer can't be used, a suggested one stands for it.

    Raises VariableError for a kind of system or an archetype that is not offered.
    """
    _, person = require_choice(said)
    problems = find_problems(said)
    own = {name: word for name, word in said.given.items() if name not in problems}
    topic = person.domain[0].name if "domain" in problems else clean_value(said.domain)
    return complete(said.meta_category, said.archetype, topic, own)


def require_choice(said: Said) -> tuple[MetaCategory, Archetype]:
    """The kind of system and the archetype that she chose. Raises VariableError for unknown ones."""
    kind = meta_categories().get(said.meta_category)
    known = kind.archetype if kind else ()
    person = next((each for each in known if each.key == said.archetype), None)
    if kind is None or person is None:
        raise VariableError("This kind of system or archetype is not offered: choose one of those shown.")
    return kind, person


def suggestions(said: Said) -> dict[str, str]:
    """A word for each question that fits the topic, and a plural that fits the learner's own singular."""
    kind, person = require_choice(said)
    values = sound_values(said)
    alone = {"entity_primary": values["entity_primary"]}
    plural = complete(kind.key, person.key, values["domain"], alone)["entity_plural"]
    return {**suggest_words(kind, person.key, values["domain"]), "entity_plural": plural}


def matched_domain(said: Said) -> str | None:
    """The name of the described topic whose words are suggested; None when plain ones are."""
    kind, person = require_choice(said)
    found = match_domain(kind, person.key, sound_values(said)["domain"])
    return found.name if found else None


def values_of(answers: Answers) -> dict[str, str]:
    """Every variable's value for a learner: her own words, completed by suggestions."""
    return complete(answers.meta_category, answers.archetype, answers.domain, answers.words)


def _spoken(field: str) -> str:
    names = {
        "domain": "Your topic",
        "entity_primary": "The word for one",
        "entity_plural": "The word for several",
        "metric": "The figure",
        "container": "The place",
    }
    return names.get(field, field)
