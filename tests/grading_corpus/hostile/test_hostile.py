"""No hostile notebook gains a point, sees a secret, harms a bystander or stops the batch."""

from collections.abc import Iterator

import pytest

from curriculum.grading.runner import GradingJob, Limits
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.grading_corpus import notebook
from tests.grading_corpus.conftest import STUDENT_PYTHON
from tests.grading_corpus.hostile import attack as attacks
from tests.grading_corpus.hostile.arena import Arena, open_arena
from tests.grading_corpus.hostile.attack import ATTACKS, Attack
from tests.grading_corpus.plain_runner import PlainRunner

LOOKING = [a for a in ATTACKS if a.family in {"reads", "network", "files"} and not a.is_slow]
WEAKER_TIERS = [tier for tier in confine.tiers() if tier is not confine.tier()]


def params(*chosen: Attack) -> list[object]:
    """The attacks as parameters; those that have to be waited for are journeys."""
    return [pytest.param(a, id=str(a), marks=[pytest.mark.journey] if a.is_slow else []) for a in chosen]


def attack_named(name: str) -> Attack:
    """The attack of that name."""
    return next(attack for attack in ATTACKS if attack.name == name)


@pytest.fixture(scope="module")
def arena(engine: TwoProcessRunner) -> Iterator[Arena]:
    """The engine among canaries that everybody could read; they must be there before its processes start."""
    with open_arena(engine) as arena:
        yield arena


@pytest.fixture(scope="module", params=WEAKER_TIERS, ids=lambda tier: tier.name.lower())
def weaker_arena(request: pytest.FixtureRequest) -> Iterator[Arena]:
    """The same in each weaker tier that this machine can hold."""
    with TwoProcessRunner(STUDENT_PYTHON, tier=request.param) as runner, open_arena(runner) as arena:
        yield arena


@pytest.fixture(scope="module")
def open_air() -> Iterator[Arena]:
    """The engine without its sandboxes; only for notebooks that look and do no harm."""
    runner = TwoProcessRunner(STUDENT_PYTHON, tier=Tier.NONE, accept_unconfined=True)
    with runner, open_arena(runner) as arena:
        yield arena


def test_the_right_solution_earns_every_point(arena: Arena) -> None:
    source = attacks.source_notebook(arena.surroundings.places)
    execution = arena.runner.run(GradingJob(source, source, Limits()), lambda _done, _total: None)
    assert sum(notebook.points_of(source, execution).values()) == attacks.most_points()


def test_there_are_attacks_of_every_family() -> None:
    families = {attack.family for attack in ATTACKS}
    assert families >= {
        "exits",
        "files",
        "forgery",
        "lies",
        "names",
        "network",
        "patches",
        "processes",
        "reads",
    }
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 160


@pytest.mark.parametrize("attack", params(*ATTACKS))
def test_an_attack_gains_nothing_and_harms_nobody(attack: Attack, arena: Arena) -> None:
    assert arena.face(attack) == []


@pytest.mark.journey
@pytest.mark.parametrize("attack", params(*ATTACKS))
def test_an_attack_gains_nothing_in_a_weaker_tier(attack: Attack, weaker_arena: Arena) -> None:
    assert weaker_arena.face(attack) == []


@pytest.mark.parametrize("attack", params(*LOOKING))
def test_the_process_of_the_tests_sees_and_harms_nothing_either(attack: Attack, arena: Arena) -> None:
    assert arena.look_from_a_test(attack) == []


@pytest.mark.journey
@pytest.mark.parametrize("attack", params(*LOOKING))
def test_nor_does_it_in_a_weaker_tier(attack: Attack, weaker_arena: Arena) -> None:
    assert weaker_arena.look_from_a_test(attack) == []


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("reads a file of the grader's machine", "the file token leaked"),
        ("reads the submission of a neighbour", "the neighbour token leaked"),
        ("reads the gradebook", "the gradebook token leaked"),
        ("writes into the gradebook", "the gradebook was changed"),
        ("reads environments and command lines of all processes", "the process token leaked"),
        ("connects to a service of the machine", "something arrived at"),
        ("connects to an abstract socket", "something arrived at"),
    ],
)
def test_without_sandboxes_the_corpus_fails_in_either_process(name: str, harm: str, open_air: Arena) -> None:
    attack = attack_named(name)
    assert any(told.startswith(harm) for told in open_air.face(attack))
    assert any(told.startswith(harm) for told in open_air.look_from_a_test(attack))


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("an object that agrees in every way", "was given"),
        ("replaces the built-in functions that tests use", "was given"),
        ("replaces the comparisons of numpy and pandas", "was given"),
        ("looks at the tests while one calls it", "the hidden token leaked"),
        ("leaves at once", "was given"),
    ],
)
def test_without_two_processes_the_corpus_fails(name: str, harm: str, plain_python: PlainRunner) -> None:
    with open_arena(plain_python) as arena:
        told = arena.face(attack_named(name))
    assert any(harm in each for each in told), told
