"""What must hold between modules: unique names and numbers, prerequisites that exist and form no cycle."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from curriculum.built import BlueprintModule, Built, Exercise, Lesson, Module
from curriculum.problem import Problem
from curriculum.quiz_file import FILE as QUIZ_FILE


def check_graph(built: Built) -> list[Problem]:
    """Every mistake between the modules of both curricula."""
    return [
        *_twice((module.number, _file("crypto", module)) for module in built.modules),
        *_twice((module.slug, _file("crypto", module)) for module in built.modules),
        *_twice((module.number, _file("blueprint", module)) for module in built.blueprint),
        *_twice((module.concept_slug, _file("blueprint", module)) for module in built.blueprint),
        *_twice((item.key, item.path) for item in built.items),
        *_orders((*built.modules, *built.blueprint)),
        *_second_lessons(built.blueprint),
        *_untaught(built.modules),
        *_prerequisites({m.number: (m.prerequisites, _file("crypto", m)) for m in built.modules}),
        *_prerequisites({m.concept_slug: (m.prerequisites, _file("blueprint", m)) for m in built.blueprint}),
    ]


def _file(curriculum: str, module: Module | BlueprintModule) -> Path:
    return Path(curriculum) / module.slug / "module.toml"


def _twice(named: Iterable[tuple[Hashable, Path]]) -> list[Problem]:
    pairs = list(named)
    counts = Counter(name for name, _ in pairs)
    return [
        Problem(path, 1, f"{name!r} is used {counts[name]} times: give each its own")
        for name, path in pairs
        if counts[name] > 1
    ]


def _orders(modules: Iterable[Module | BlueprintModule]) -> list[Problem]:
    problems: list[Problem] = []
    for module in modules:
        kinds: tuple[tuple[Lesson, ...] | tuple[Exercise, ...], ...] = (module.lessons, module.exercises)
        for items in kinds:
            counts = Counter(item.order for item in items)
            problems += [
                Problem(
                    item.path,
                    1,
                    f"the order {item.order} is taken by another file of the module: choose a free one",
                )
                for item in items
                if counts[item.order] > 1
            ]
    return problems


def _second_lessons(modules: Iterable[BlueprintModule]) -> list[Problem]:
    return [
        Problem(lesson.path, 1, "a blueprint module has one lesson: join this one with the other")
        for module in modules
        for lesson in module.lessons[1:]
    ]


def _untaught(modules: Iterable[Module]) -> list[Problem]:
    """Concepts that a module asks for, though no lesson up to it names them; lessons may name none at all."""
    problems: list[Problem] = []
    taught: set[str] = set()
    for module in sorted(modules, key=lambda module: module.number):
        taught |= {concept for lesson in module.lessons for concept in lesson.concepts}
        asked = {question.key: question.concepts for question in module.quiz.questions}
        quiz = _file("crypto", module).with_name(QUIZ_FILE)
        places = [(quiz, key, concepts) for key, concepts in asked.items()]
        places += [(exercise.path, exercise.key, exercise.concepts) for exercise in module.exercises]
        problems += [
            Problem(path, 1, f"{key} asks for {concept!r}, which no lesson up to here names: add it to one")
            for path, key, concepts in places
            for concept in concepts
            if taught and concept not in taught
        ]
    return problems


def _prerequisites(graph: Mapping[int | str, tuple[tuple[int | str, ...], Path]]) -> list[Problem]:
    problems = [
        Problem(
            path, 1, f"the prerequisite {wanted!r} does not exist: use one of {', '.join(map(str, graph))}"
        )
        for wants, path in graph.values()
        for wanted in wants
        if wanted not in graph
    ]
    try:
        TopologicalSorter({name: wants for name, (wants, _) in graph.items()}).prepare()
    except CycleError as error:
        circle = " -> ".join(map(str, error.args[1]))
        path = graph[error.args[1][0]][1]
        problems.append(
            Problem(path, 1, f"the prerequisites go round in a circle ({circle}): remove one of them")
        )
    return problems
