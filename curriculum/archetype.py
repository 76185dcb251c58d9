"""Sensible words for each kind of system, for a learner who has not given her own yet."""

import unicodedata
from collections.abc import Mapping

from curriculum.archetype_file import Domain, MetaCategory, Words, meta_categories
from curriculum.variables import MAX_LENGTH, NAMES, VariableError, clean_value, clean_values


def complete(
    meta_category: str, archetype: str, domain: str, given: Mapping[str, str], seed: int = 0
) -> dict[str, str]:
    """A value for every variable: the learner's own where given, else words that fit her domain.

    `seed` chooses among the plain words for a domain that nobody has described yet.
    """
    kinds = meta_categories()
    if meta_category not in kinds:
        known = ", ".join(kinds)
        raise VariableError(f"There is no kind of system called {meta_category!r}: choose one of {known}.")
    own = clean_values(given)
    words = suggest_words(kinds[meta_category], archetype, domain, seed)
    values = {**words, "archetype": archetype.title(), "domain": domain, **own}
    if "entity_plural" not in own and values["entity_primary"] != words["entity_primary"]:
        values["entity_plural"] = suggest_plural(own["entity_primary"])
    return {name: clean_value(values[name]) for name in NAMES}


def suggest_words(kind: MetaCategory, archetype: str, domain: str, seed: int = 0) -> dict[str, str]:
    """Words for a domain: the archetype's own, another's of the same kind, or plain ones."""
    words: Words = match_domain(kind, archetype, domain) or kind.plain[seed % len(kind.plain)]
    return {name: getattr(words, name) for name in Words.model_fields}


def match_domain(kind: MetaCategory, archetype: str, domain: str) -> Domain | None:
    """The described domain that this one is or is a part of: `vintage sneakers` is about Sneakers.

    The archetype's own come first, then those of the others; a name in full before one within more words.
    """
    ordered = sorted(kind.archetype, key=lambda each: each.key != archetype)
    known = [each for one in ordered for each in one.domain]
    exact = (each for each in known if each.name.casefold() == domain.casefold())
    said = _stems(domain)
    within = (each for each in known if _stems(each.name) <= said)
    return next(exact, None) or next(within, None)


def _stems(text: str) -> frozenset[str]:
    """Its words without regard to capitals and to the ending of a plural."""
    return frozenset(_stem(word) for word in text.casefold().replace("-", " ").split())


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def suggest_plural(singular: str) -> str:
    """A first guess that the learner may correct: `Box` -> `Boxes`; a word that fills its place stays."""
    plural = _plural(singular)
    return plural if len(plural) <= MAX_LENGTH else singular


def _plural(singular: str) -> str:
    lower = singular.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return f"{singular}es"
    if lower.endswith("y") and lower[-2:-1] not in {*"aeiou", ""}:
        return f"{singular[:-1]}ies"
    return f"{singular}s"


def course_title(values: Mapping[str, str]) -> str:
    """What the learner's course is called."""
    return f"The {values['domain']} Architect"


def course_tags(meta_category: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Words by which the course is found: the kind of system, the archetype and the domain."""
    words = (meta_category, values["archetype"], values["domain"])
    return tuple(sorted({tag for word in words if (tag := _tag(word))}))


def _tag(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(mark if mark.isalnum() else " " for mark in plain).split())
