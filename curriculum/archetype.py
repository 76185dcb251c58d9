"""Sensible words for each kind of system, for a learner who has not given her own yet."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.variables import NAMES, VariableError, clean_value, clean_values


@dataclass(frozen=True)
class Words:
    """What the unit, its measure and its place are called."""

    entity_primary: str
    entity_plural: str
    metric: str
    container: str


DEFAULTS: Mapping[str, Words] = {
    "digital": Words("Module", "Modules", "Response time", "Repository"),
    "economic": Words("Asset", "Assets", "Market price", "Portfolio"),
    "aesthetic": Words("Work", "Works", "Running time", "Collection"),
    "biological": Words("Specimen", "Specimens", "Growth", "Garden"),
    "cognitive": Words("Idea", "Ideas", "Review score", "Notebook"),
}
"""Meta-category -> its default words."""


def complete(meta_category: str, archetype: str, domain: str, given: Mapping[str, str]) -> dict[str, str]:
    """A value for every variable: the learner's own where given, else the defaults of the meta-category."""
    if meta_category not in DEFAULTS:
        known = ", ".join(DEFAULTS)
        raise VariableError(f"There is no kind of system called {meta_category!r}: choose one of {known}.")
    own = clean_values(given)
    values = {**vars(DEFAULTS[meta_category]), "archetype": archetype.title(), "domain": domain, **own}
    if "entity_primary" in own and "entity_plural" not in own:
        values["entity_plural"] = suggest_plural(own["entity_primary"])
    return {name: clean_value(values[name]) for name in NAMES}


def suggest_plural(singular: str) -> str:
    """A first guess that the learner may correct: `Box` -> `Boxes`, `Story` -> `Stories`."""
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
