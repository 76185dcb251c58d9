"""A learner's own words come first, and sensible ones stand where she gave none."""

import pytest

from curriculum.archetype import complete
from curriculum.archetype_file import meta_categories
from curriculum.variables import VariableError, lower_first


def test_every_kind_of_system_has_three_archetypes_with_words_for_three_domains() -> None:
    kinds = meta_categories()
    assert list(kinds) == ["digital", "economic", "aesthetic", "biological", "cognitive"]
    for kind in kinds.values():
        assert len(kind.archetype) == len({each.key for each in kind.archetype}) == 3
        domains = [domain.name for archetype in kind.archetype for domain in archetype.domain]
        assert len(set(domains)) == len(domains) >= 9


def test_a_known_domain_brings_its_words_whatever_its_capitals() -> None:
    values = complete("economic", "allocator", "SNEAKERS", {})
    assert (values["entity_plural"], values["metric"]) == ("Shoes", "Resale price")


def test_a_domain_of_another_archetype_brings_its_words_too() -> None:
    assert complete("economic", "founder", "Sneakers", {})["entity_primary"] == "Shoe"


def test_an_unknown_domain_gets_plain_words_that_the_seed_chooses() -> None:
    chosen = [complete("aesthetic", "composer", "Origami", {}, seed)["entity_primary"] for seed in range(4)]
    assert chosen == ["Piece", "Work", "Sketch", "Piece"]


def test_her_own_words_outweigh_all_others() -> None:
    values = complete("economic", "allocator", "Sneakers", {"entity_primary": "Box", "metric": "Weight"})
    assert (values["entity_primary"], values["entity_plural"], values["metric"]) == ("Box", "Boxes", "Weight")
    assert values["container"] == "Collection"


def test_an_unknown_kind_of_system_is_told_the_known_ones() -> None:
    with pytest.raises(VariableError, match="choose one of digital, economic"):
        complete("magical", "builder", "Spells", {})


def test_every_suggested_word_reads_well_inside_a_sentence() -> None:
    for kind in meta_categories().values():
        for archetype in kind.archetype:
            for domain in archetype.domain:
                for word in (domain.entity_primary, domain.entity_plural, domain.metric, domain.container):
                    assert lower_first(word) == word.lower(), word
