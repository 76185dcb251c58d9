"""What a learner answered is taken as she means it, and what can't be used is told by field."""

import pytest

from curriculum.answers import (
    ASKED,
    Said,
    find_problems,
    matched_domain,
    read_answers,
    sound_values,
    suggestions,
    values_of,
)
from curriculum.archetype_file import tools
from curriculum.variables import VariableError
from db.enums import PresentTool


def said(domain: str, archetype: str = "allocator", kind: str = "economic", **words: str) -> Said:
    """The answers of somebody who may have left words empty."""
    return Said(kind, archetype, domain, {**dict.fromkeys(ASKED, ""), **words})


def test_all_words_are_kept_also_those_that_were_only_suggested() -> None:
    answers = read_answers(said("sneakers", container=" Vault "))
    assert answers.words == {
        "entity_primary": "Shoe",
        "entity_plural": "Shoes",
        "metric": "Resale price",
        "container": "Vault",
    }
    assert values_of(answers)["domain"] == "sneakers"


@pytest.mark.parametrize("tool", PresentTool)
def test_every_tool_sets_the_module_that_one_begins_with(tool: PresentTool) -> None:
    answers = read_answers(Said("digital", "builder", "Robots", {}, tool))
    assert answers.starting_module == tools()[tool].starting_module
    assert len({each.starting_module for each in tools().values()}) == len(PresentTool)


@pytest.mark.parametrize(("singular", "plural"), [("", "Fish"), ("Fish", "Fish"), ("Puppy", "Puppies")])
def test_a_plural_follows_her_own_singular_and_stays_where_the_language_is_odd(
    singular: str, plural: str
) -> None:
    answers = said("Aquariums", "grower", "biological", entity_primary=singular)
    assert sound_values(answers)["entity_plural"] == plural
    assert suggestions(answers)["entity_plural"] == plural


@pytest.mark.parametrize(
    ("domain", "matched"),
    [
        ("SNEAKERS", "Sneakers"),
        ("Vintage sneaker trading", "Sneakers"),
        ("Online Shop", "Online shops"),
        ("Shops", None),
        ("Snails", None),
    ],
)
def test_a_topic_is_found_within_what_she_types(domain: str, matched: str | None) -> None:
    assert matched_domain(said(domain, "optimizer")) == matched


def test_a_topic_of_her_own_archetype_comes_first() -> None:
    answers = said("Network security for robotics", "defender", "digital")
    assert sound_values(answers)["entity_primary"] == "Host"


def test_what_cannot_be_used_is_told_by_field_and_replaced_meanwhile() -> None:
    answers = said("{ENTITY}", metric="<b>Price</b>", container="a\u202eb", evil="x")
    assert find_problems(answers).keys() == {"domain", "metric", "container", "evil"}
    values = sound_values(answers)
    assert (values["domain"], values["metric"], values["container"]) == (
        "Investing",
        "Market price",
        "Portfolio",
    )


def test_an_answer_that_cannot_be_used_is_refused_with_its_name() -> None:
    with pytest.raises(VariableError, match=r"^The figure: .*can't be used"):
        read_answers(said("Sneakers", metric="a`b"))
    with pytest.raises(VariableError, match=r"^Your topic: "):
        read_answers(said(" "))


@pytest.mark.parametrize("choice", [("magical", "builder"), ("digital", "grower"), ("", "")])
def test_only_what_is_offered_can_be_chosen(choice: tuple[str, str]) -> None:
    with pytest.raises(VariableError, match="choose one of those shown"):
        read_answers(said("Spells", choice[1], choice[0]))
