"""The learner's own words: which names exist, which values are let in, and how each context shows them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from db.errors import Invalid

MAX_LENGTH = 60
PUNCTUATION = "'&-.,+/()"
MAX_MARKS_IN_A_ROW = 3

NAMES = ("domain", "entity_primary", "entity_plural", "metric", "container", "archetype")
"""Every variable a source may use, spelled as in user_variables."""

WORDS = {
    "domain": "domain",
    "entity": "entity_primary",
    "entities": "entity_plural",
    "metric": "metric",
    "container": "container",
    "archetype": "archetype",
}
"""The word in a token -> the variable it stands for."""

TOKEN = re.compile(r"\{([A-Za-z_]+)\}")
_MARKDOWN_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&-.+/()"})
_LETTERS_SAID_WITH_A_VOWEL_FIRST = "AEFHILMNORSX"
_SILENT_H = ("hour", "honest", "honour", "honor", "heir")
_SOUNDS_LIKE_YOU = ("uni", "use", "usu", "eu", "one", "once")


class VariableError(Invalid):
    """A value or a name that can't be used; the message says what to type instead."""

    code = "invalid_variable"


def clean_value(value: str) -> str:
    """The value as it may be stored: NFKC, single spaces, at most 60 letters, digits and '&-.,+/()."""
    text = unicodedata.normalize("NFKC", value)
    if any(unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"} for mark in text):
        raise VariableError("Invisible and control characters can't be used: type the words again.")
    text = " ".join(text.split())
    if not any(mark.isalnum() for mark in text):
        raise VariableError("A word is missing: type at least one letter or digit.")
    if len(text) > MAX_LENGTH:
        raise VariableError(f"{len(text)} characters are too many: use at most {MAX_LENGTH}.")
    for mark in text:
        if not _is_allowed(mark):
            raise VariableError(
                f"The character {mark!r} can't be used: keep to letters, digits, spaces and {PUNCTUATION}"
            )
    if _has_stacked_marks(text):
        raise VariableError("Too many accents sit on one letter: type the word plainly.")
    return text


def clean_values(values: Mapping[str, str]) -> dict[str, str]:
    """Known names with clean values, in the order of NAMES; an unknown name is an error."""
    for name in values:
        if name not in NAMES:
            raise VariableError(f"There is no variable {name!r}: use one of {', '.join(NAMES)}.")
    return {name: clean_value(values[name]) for name in NAMES if name in values}


def _is_allowed(mark: str) -> bool:
    return (
        mark in PUNCTUATION
        or mark == " "
        or unicodedata.category(mark)[0] in "LM"
        or unicodedata.category(mark) == "Nd"
    )


def _has_stacked_marks(text: str) -> bool:
    run = 0
    for mark in text:
        run = run + 1 if unicodedata.category(mark).startswith("M") else 0
        if run > MAX_MARKS_IN_A_ROW:
            return True
    return False


def tokens() -> tuple[str, ...]:
    """Every token an author may write in Markdown."""
    forms = ("{%s}", "{an_%s}", "{An_%s}")
    return tuple(f"{{{word.upper()}}}" for word in WORDS) + tuple(
        form % word for word in WORDS for form in forms
    )


def find_tokens(text: str) -> Iterator[re.Match[str]]:
    """Each `{word}` in the text, known or not."""
    return TOKEN.finditer(text)


def fill_text(template: str, values: Mapping[str, str]) -> str:
    """The template with its tokens replaced by plain text: for titles and for database columns."""
    return TOKEN.sub(lambda match: _spell(match[1], values), template)


def fill_markdown(template: str, values: Mapping[str, str]) -> str:
    """The template with its tokens replaced by text that no Markdown or HTML reader takes for markup."""
    return TOKEN.sub(lambda match: _spell(match[1], values).translate(_MARKDOWN_MARKS), template)


def _spell(token: str, values: Mapping[str, str]) -> str:
    if token.isupper():
        return values[WORDS[token.lower()]]
    article, _, word = token.rpartition("_")
    inline = lower_first(values[WORDS[word]])
    return f"{article[:1]}{'n' if _begins_with_vowel_sound(inline) else ''} {inline}" if article else inline


def lower_first(text: str) -> str:
    """The value as it stands inside a sentence: `Resale price` -> `resale price`, but `NFT` stays."""
    first, *rest = text.split(" ", 1)
    return " ".join([first.lower() if first[1:].islower() else first, *rest])


def _begins_with_vowel_sound(text: str) -> bool:
    if _is_spelled_out(text.split(" ", maxsplit=1)[0]):
        return text[0] in _LETTERS_SAID_WITH_A_VOWEL_FIRST
    word = text.lower()
    if word.startswith(_SILENT_H):
        return True
    return word[:1] in set("aeiou8") and not word.startswith(_SOUNDS_LIKE_YOU)


def _is_spelled_out(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def variant_source(values: Mapping[str, str]) -> str:
    """The Python source of the locked cell that hands the learner's words to code, whatever they contain."""
    rows = "".join(f"    {name!r}: {value!r},\n" for name, value in values.items())
    return f"VARIANT = {{\n{rows}}}"
