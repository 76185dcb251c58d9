"""A learner's words reach Markdown, Python and JSON as words, whatever they are."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from curriculum.variables import (
    MAX_LENGTH,
    NAMES,
    PUNCTUATION,
    VariableError,
    clean_value,
    clean_values,
    fill_markdown,
    fill_text,
    variant_source,
)

WORDS = {
    "domain": "Sneakers",
    "entity_primary": "Shoe",
    "entity_plural": "Shoes",
    "metric": "Resale price",
    "container": "Vault",
    "archetype": "Allocator",
}
PAGE = "# One {ENTITY}\n\n- {an_entity} in {DOMAIN}\n- **{METRIC}**\n\n{CONTAINER}\n\n1. {entities}\n"
allowed = st.text(
    st.sampled_from(PUNCTUATION + " ") | st.characters(categories=["L", "Nd"]),
    min_size=1,
    max_size=MAX_LENGTH,
)


@given(st.text(max_size=80))
def test_what_is_let_in_is_short_visible_and_free_of_markup(text: str) -> None:
    try:
        value = clean_value(text)
    except VariableError:
        return
    assert 1 <= len(value) <= MAX_LENGTH
    assert value.isprintable()
    assert not set(value) & set('<>`*_[]{}|\\#$"~=!?@:;\n\t')
    assert clean_value(value) == value


@given(allowed)
def test_a_word_never_becomes_markup(text: str) -> None:
    try:
        value = clean_value(text)
    except VariableError:
        return
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shape = [token.type for token in parser.parse(fill_markdown(PAGE, WORDS))]
    page = fill_markdown(PAGE, dict.fromkeys(WORDS, value))
    assert [token.type for token in parser.parse(page)] == shape
    assert html.escape(value, quote=False) in parser.render(page)


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=200), min_size=1))
def test_code_reads_back_exactly_what_was_given_even_if_it_was_never_cleaned(values: dict[str, str]) -> None:
    namespace: dict[str, object] = {}
    exec(compile(variant_source(values), "<cell>", "exec"), namespace)  # noqa: S102
    assert namespace["VARIANT"] == values
    assert json.loads(json.dumps(namespace["VARIANT"])) == values


HOSTILE = [
    "",
    "   ",
    "---",
    "<script>alert(1)</script>",
    "{{ config }}",
    "{ENTITY}",
    "a`b",
    "$x^2$",
    "[click](http://example.org)",
    "line\nbreak",
    "tab\there",
    "null\x00byte",
    "\u202egnihtemos",
    "zero\u200bwidth",
    "x" * (MAX_LENGTH + 1),
    "e" + "\u0301\u0302\u0303\u0304\u0305",
    "__import__('os')",
    '"; DROP TABLE users; --',
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_refused_with_what_to_do(value: str) -> None:
    with pytest.raises(VariableError) as raised:
        clean_value(value)
    assert ": " in str(raised.value)
    assert raised.value.status == 422


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("  Chess   openings ", "Chess openings"),
        ("O'Neil's", "O'Neil's"),
        ("\uff33\uff48\uff4f\uff45", "Shoe"),
        ("R&B (live), 2.0 + more/less", "R&B (live), 2.0 + more/less"),
        ("स्नीकर्स", "स्नीकर्स"),
    ],
)
def test_an_ordinary_value_is_kept_in_its_plain_form(value: str, clean: str) -> None:
    assert clean_value(value) == clean


def test_an_unknown_name_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(VariableError, match="entity_primary"):
        clean_values({"__class__": "Shoe"})


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{ENTITIES} and {entities}", "Shoes and shoes"),
        ("{An_entity} has {an_metric}", "A shoe has a resale price"),
        ("in {DOMAIN}", "in Sneakers"),
    ],
)
def test_words_stand_in_a_sentence_as_a_writer_would_put_them(template: str, text: str) -> None:
    assert fill_text(template, WORDS) == text


@pytest.mark.parametrize(
    ("word", "phrase"),
    [
        ("Opening", "an opening"),
        ("NFT", "an NFT"),
        ("Unicorn", "a unicorn"),
        ("Hour", "an hour"),
        ("8-bit game", "an 8-bit game"),
    ],
)
def test_the_article_follows_the_sound(word: str, phrase: str) -> None:
    assert fill_text("{an_entity}", {**WORDS, "entity_primary": word}) == phrase
