"""Who the demo people are, and what they answered when they came aboard."""

from dataclasses import dataclass

from db.enums import CohortRole, UserRole

COHORT_SLUG = "demo"
COHORT_NAME = "Demo cohort"


@dataclass(frozen=True)
class Onboarding:
    """A learner's answers: the kind of mind, the passion, and her words for the blueprint's placeholders."""

    meta_category: str
    archetype: str
    domain: str
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DemoPerson:
    """A person of the demo."""

    username: str
    full_name: str
    role: UserRole
    cohort_role: CohortRole | None
    onboarding: Onboarding | None = None


def words_of(entity: str, plural: str, metric: str, container: str) -> tuple[tuple[str, str], ...]:
    """Her words for the blueprint's placeholders, in the order of the columns."""
    return (
        ("entity_primary", entity),
        ("entity_plural", plural),
        ("metric", metric),
        ("container", container),
    )


PEOPLE = (
    DemoPerson(
        "ada",
        "Ada Okafor",
        UserRole.STUDENT,
        CohortRole.STUDENT,
        Onboarding("economic", "allocator", "Sneakers", words_of("Shoe", "Shoes", "Resale price", "Vault")),
    ),
    DemoPerson(
        "bob",
        "Bob Lindqvist",
        UserRole.STUDENT,
        CohortRole.STUDENT,
        Onboarding(
            "digital", "builder", "Chess openings", words_of("Opening", "Openings", "Win rate", "Repertoire")
        ),
    ),
    DemoPerson(
        "cleo",
        "Cleo Tanaka",
        UserRole.STUDENT,
        CohortRole.STUDENT,
        Onboarding(
            "biological", "optimizer", "Houseplants", words_of("Plant", "Plants", "Leaf count", "Shelf")
        ),
    ),
    DemoPerson("ines", "Ines Moreau", UserRole.TEACHER, CohortRole.INSTRUCTOR),
    DemoPerson("carl", "Carl Jensen", UserRole.TEACHER, CohortRole.ADMIN),
    DemoPerson("root1", "Root One", UserRole.ADMIN, None),
)

FRIENDS = (("ada", "bob"), ("ada", "cleo"), ("bob", "cleo"))
