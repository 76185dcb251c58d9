"""Each language says everything that the front end says."""

import json
import re
from pathlib import Path

import pytest

from scripts.translations import CONTEXT, languages, texts, updated

_PLACEHOLDER = re.compile(r"%\d")
each_language = pytest.mark.parametrize("path", languages(), ids=lambda path: path.parts[-3])


def test_there_is_german() -> None:
    assert "de_DE" in {path.parts[-3] for path in languages()}


@each_language
def test_a_language_has_the_strings_of_the_front_end_and_no_others(path: Path) -> None:
    assert path.read_text("utf-8") == updated(path), "run `make reference` and translate what is new"


@each_language
def test_every_string_is_translated(path: Path) -> None:
    translations = json.loads(path.read_text("utf-8"))
    missing = [text.key for text in texts() if not all(translations[text.key])]
    assert missing == [], f"translate these in {path}"


@each_language
def test_a_translation_says_the_same_things(path: Path) -> None:
    translations = json.loads(path.read_text("utf-8"))
    differing = [
        text.key
        for text in texts()
        for translation in translations[text.key]
        if set(_PLACEHOLDER.findall(translation)) != set(_PLACEHOLDER.findall(text.key.split(CONTEXT)[-1]))
    ]
    assert differing == []


def test_strings_are_found_in_sources_and_in_schemas() -> None:
    places = {text.source.split("/")[0] for text in texts()}
    assert places == {"src", "schema"}
