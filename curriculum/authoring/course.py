"""Retells a whole personal course, notebook by notebook, within one budget."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from curriculum.authoring.author import Author, Drafted
from curriculum.authoring.retelling import Retelling, faults, paragraphs, task
from curriculum.authoring.retold import Retold
from curriculum.built import Built
from curriculum.render import Template
from curriculum.trial import OnTrial


@dataclass(frozen=True)
class Told:
    """How one notebook's prose came out: `why` it stays the template's, and what asking took."""

    key: str
    why: str | None
    asked: Drafted[Retelling] | None = None


def retell_course(
    built: Built,
    values: Mapping[str, str],
    author: Author,
    retold: Retold,
    on_notebook: OnTrial = lambda _done, _total: None,
) -> list[Told]:
    """Ask for every notebook of the blueprint that has paragraphs to retell and is not remembered.

    `author.budget.tokens` bounds them all together. A provider that does not answer is not asked again.
    Raises Invalid for a model that can't be asked.
    """
    templates = [item.template for module in built.blueprint for item in module.items]
    templates = [template for template in templates if paragraphs(template)]
    told: list[Told] = []
    left, silent = author.budget.tokens, None
    for done, template in enumerate(templates, start=1):
        one = replace(author, budget=replace(author.budget, tokens=left))
        result = Told(template.key, silent) if silent else _tell(template, values, one, retold)
        told.append(result)
        if asked := result.asked:
            left = max(0, left - asked.input_tokens - asked.output_tokens)
            silent = result.why if result.why and (not asked.output_tokens or not left) else None
        on_notebook(done, len(templates))
    return told


def _tell(template: Template, values: Mapping[str, str], author: Author, retold: Retold) -> Told:
    if retold.recall(template, values) is not None:
        return Told(template.key, None)
    check = partial(_faults, template, values)
    asked = author.write(Retelling, task(template, values), check)
    if asked.draft is not None:
        retold.remember(template, values, asked.draft.paragraphs)
    return Told(template.key, asked.why, asked)


def _faults(template: Template, values: Mapping[str, str], draft: Retelling) -> list[str]:
    return faults(template, values, draft.paragraphs)
