"""Runs in any Python: looks up names in every place where code can stand, as a test cell does."""

import ast
from types import SimpleNamespace
from typing import Any

from curriculum.grading.trusted import link, names
from curriculum.grading.trusted.analysis import names_of

CODE = """
assert alpha == 1
def function(default=alpha):
    def inner():
        return alpha + beta
    return inner() + default
assert function() == 4
class Class:
    attribute = alpha
    listed = [beta for _ in range(alpha)]
    def method(self):
        return beta
    class Nested:
        deep = beta
assert (Class.attribute, Class.listed, Class().method(), Class.Nested.deep) == (1, [2], 2, 2)
assert [alpha for _ in "ab"] == [1, 1] and {alpha: beta for _ in "a"} == {1: 2}
assert all(alpha < beta for _ in "ab") and (lambda: alpha)() == 1
assert f"{alpha}" == "1" and eval("beta") == 2 and len("abc") == 3
def sets():
    global alpha
    alpha = 5
sets()
assert alpha == 5 and function(0) == 7
del alpha
assert alpha == 1
import math
assert math.pi > 3
try:
    gamma
except NameError as error:
    assert str(error) == "name 'gamma' is not defined" and error.name == "gamma"
else:
    raise AssertionError("gamma")
try:
    (lambda: gamma)()
except NameError:
    done = True
match {"k": beta}:
    case {"k": found} if found == beta:
        assert found == 2
"""
VALUES = {"alpha": 1, "beta": 2}


def ask(verb: str, _subject: None = None, *operands: Any) -> Any:
    """A student with two names."""
    assert verb == "name", verb
    try:
        return VALUES[operands[0]]
    except KeyError:
        raise link.NoNameError from None


def main() -> None:
    """Run the code in a home, once by look-up and once with its names bound before."""
    assert names.is_consulted()
    for is_bound_before in (False, True):
        student: Any = SimpleNamespace(ask=ask, link=SimpleNamespace(stuck=None, gone=None))
        home = names.Home(student, ())
        if is_bound_before:
            code = "def f():\n    return alpha + beta\nassert f() == 3 and [alpha for _ in 'a'] == [1]"
            home.bind_before(names_of(ast.parse(code)))
            home.globals["__builtins__"] = dict(home.builtins)
        exec(CODE if not is_bound_before else code, home.globals)
    print("asked")


if __name__ == "__main__":
    main()
