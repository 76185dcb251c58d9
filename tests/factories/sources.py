"""Writes small content folders for tests of what an author does."""

from pathlib import Path

MODULE = """\
number = 1
slug = "module-01-one"
title = "Module one"
track = "user"
hours = 1
prerequisites = []
description = "A module that is only here to be tested."
objectives = ["Know what a test is for"]
"""

BLUEPRINT = """\
number = 1
slug = "module-1-atom"
concept_slug = "atom_state"
title_template = "The atom: one {ENTITY}"
rigor = "standard"
hours = 2
prerequisites = []
description_template = "What makes {an_entity} the same tomorrow."
objectives = ["Name what makes {an_entity} itself"]
"""

LESSON = """\
---
role: lesson
key: m01-l1
title: A lesson
order: 0
minutes: 5
---

# A lesson

Some words.

```{code-cell}
print("hello")
```
"""

EXERCISE = """\
---
role: exercise
key: m01-double
title: Double it
order: 0
type: coding-task
difficulty: easy
minutes: 5
---

# Double it

Write `double`.

```{code-cell}
:solution: double
def double(number):
    ### BEGIN SOLUTION
    return 2 * number  # the secret of doubling
    ### END SOLUTION
```

```{code-cell}
:test: doubles
:points: 2
:title: Small numbers are doubled
assert double(2) == 4, "Twice 2 is 4."
### BEGIN HIDDEN TESTS
assert double(21) == 42, "Twice 21 is 42."
### END HIDDEN TESTS
```

+++ {"answer": "why", "points": 3, "title": "Why doubling is not squaring"}

They agree at 2 only.
"""

WRONG = """\
# Squares.
# fails: doubles

# %% double
def double(number):
    return number**2
"""


def write_content(root: Path, **files: str) -> Path:
    """A valid content folder; each argument replaces the file of that name."""
    crypto = root / "crypto" / "module-01-one"
    wrong = crypto / "wrong" / "m01-double"
    wrong.mkdir(parents=True)
    (crypto / "module.toml").write_text(files.get("module", MODULE))
    (crypto / "m01-l1.md").write_text(files.get("lesson", LESSON))
    (crypto / "m01-double.md").write_text(files.get("exercise", EXERCISE))
    (wrong / "squares.py").write_text(files.get("wrong", WRONG))
    (wrong / "adds.py").write_text(WRONG.replace("number**2", "number + 2"))
    blueprint = root / "blueprint" / "module-1-atom"
    blueprint.mkdir(parents=True)
    (blueprint / "module.toml").write_text(files.get("blueprint", BLUEPRINT))
    if "resources" in files:
        (crypto / "resources.toml").write_text(files["resources"])
    if "personal" in files:
        (blueprint / "b1-lesson.md").write_text(files["personal"])
    return root
