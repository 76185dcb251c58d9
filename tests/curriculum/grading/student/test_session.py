"""A student's cells find what a notebook's kernel would give them."""

import re

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import Execution
from tests.factories.classroom import shared_runner
from tests.factories.grading import graded, outcomes, run, shown

OK, ERROR = Outcome.OK, Outcome.ERROR


def ran(*cells: str) -> Execution:
    """Run cells with the usual libraries warm."""
    return run(shared_runner(), *cells, imports=["matplotlib.pyplot", "numpy", "pandas"])


def kinds(execution: Execution, cell: int = -1) -> list[str]:
    return [str(output["output_type"]) for output in execution.cells[cell].outputs]


def test_magics_work() -> None:
    done = ran(
        "%%time\nx = 1",
        "%timeit -n1 -r1 x",
        "%%capture said\nprint('kept')",
        "said.stdout",
        "%%writefile tool.py\nprint('from a file')\nseven = 7",
        "%run tool.py",
        "seven",
        "%env LANG",
        "%%bash\necho from bash",
        "%pwd",
        "%matplotlib inline",
        "%load_ext autoreload",
        "%nosuchmagic",
    )
    assert outcomes(done) == [OK] * 13 or outcomes(done) == [OK] * 12 + [ERROR]
    assert "Wall time" in shown(done, 0)
    assert (shown(done, 2), "kept" in shown(done, 3)) == ("", True)
    assert ("from a file" in shown(done, 5), "7" in shown(done, 6)) == (True, True)
    assert shown(done, 8) == "from bash\n"


def test_commands_of_the_shell_work() -> None:
    done = ran("!echo one; echo two >&2", "lines = !echo three\nlines", "!exit 3", "_exit_code", "!cat")
    assert outcomes(done) == [OK] * 5
    assert [(o["name"], o["text"]) for o in done.cells[0].outputs] == [
        ("stdout", "one\n"),
        ("stderr", "two\n"),
    ]
    assert "three" in shown(done, 1)
    assert "3" in shown(done, 3)


def test_text_comes_in_order_however_it_was_written() -> None:
    done = ran(
        "import ctypes, os, subprocess, sys\nprint(1)\nos.system('echo 2')\nprint(3)\nos.write(1, b'4\\n')\n"
        "subprocess.run(['echo', '5'])\nlibc = ctypes.CDLL(None)\nlibc.puts(b'6')\nlibc.fflush(None)\n"
        "sys.__stdout__.write('7\\n')\nsys.__stdout__.flush()\nprint(8);"
    )
    assert shown(done) == "".join(f"{number}\n" for number in range(1, 9))


def test_a_plot_is_shown_when_its_cell_ends() -> None:
    done = ran(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('before')",
        "plt.plot([1])\nplt.show()\nprint('after')",
        "fig, axes = plt.subplots()\nplt.close(fig)",
        "plt.get_fignums()",
    )
    assert kinds(done, 0) == ["stream", "display_data"]
    assert kinds(done, 1) == ["display_data", "stream"]
    assert "image/png" in done.cells[0].outputs[1]["data"]
    assert isinstance(done.cells[0].outputs[1]["data"]["image/png"], str)
    assert kinds(done, 2) == []
    assert "[]" in shown(done, 3)


def test_objects_show_themselves_richly() -> None:
    done = ran(
        "import pandas as pd\npd.DataFrame({'a': [1]})",
        "from IPython.display import HTML, Markdown, clear_output, display\n"
        "display(HTML('<b>x</b>'), Markdown('*y*'))",
        "class Picture:\n    def _repr_png_(self):\n        return b'\\x89PNG'\nPicture()",
        "print('gone')\nclear_output()\nprint('stays')",
        "print('until the next')\nclear_output(wait=True)\nprint('next')",
        "shown = display('first', display_id=True)\nshown.update('second')",
        "1;",
        "None",
    )
    assert set(done.cells[0].outputs[0]["data"]) == {"text/plain", "text/html"}
    assert kinds(done, 1) == ["display_data", "display_data"]
    assert done.cells[2].outputs[0]["data"]["image/png"] == "iVBORw=="
    assert (shown(done, 3), shown(done, 4)) == ("stays\n", "next\n")
    assert "second" in shown(done, 5)
    assert "first" not in shown(done, 5)
    assert kinds(done, 6) == kinds(done, 7) == []


def test_cells_can_await_and_start_tasks() -> None:
    done = ran(
        "import asyncio\nasync def later(x):\n    await asyncio.sleep(0)\n    return x",
        "await later(3)",
        "task = asyncio.create_task(later(4))",
        "await task",
        "async with asyncio.Lock():\n    print('inside')",
        "asyncio.get_running_loop().is_running()",
    )
    assert outcomes(done) == [OK] * 6
    assert ["3" in shown(done, 1), "4" in shown(done, 3), "True" in shown(done, 5)] == [True] * 3


def test_input_is_at_its_end() -> None:
    done = ran("input()", "import sys\nsys.stdin.read()", '!read x; echo "[$x]"')
    assert outcomes(done) == [ERROR, OK, OK]
    assert done.cells[0].outputs[-1]["ename"] == "EOFError"
    assert shown(done, 2) == "[]\n"


def test_warnings_and_logs_go_to_standard_error() -> None:
    done = ran(
        "import warnings\nwarnings.warn('careful')",
        "import logging\nlogging.warning('watch out')",
        "import sys\nprint('problem', file=sys.stderr)",
    )
    assert [cell.outputs[0]["name"] for cell in done.cells] == ["stderr"] * 3
    assert "UserWarning: careful" in shown(done, 0)


def test_an_error_shows_the_students_own_lines() -> None:
    done = ran(
        "def f():\n    return 1 / 0", "f()", "this is no Python", "raise SystemExit(2)", "'still here'"
    )
    assert outcomes(done) == [OK, ERROR, ERROR, ERROR, OK]
    traceback = re.sub("\x1b\\[[0-9;]*m", "", "".join(done.cells[1].outputs[-1]["traceback"]))
    assert "return 1 / 0" in traceback
    assert "Cell In[2], line 1" in traceback
    assert done.cells[2].outputs[-1]["ename"] == "SyntaxError"


def test_libraries_find_themselves_in_a_notebook() -> None:
    done = ran(
        "get_ipython().__class__.__name__, 'IPKernelApp' in get_ipython().config",
        "import pickle\nclass Own:\n    pass\ntype(pickle.loads(pickle.dumps(Own()))) is Own, __name__",
        "import os, sys, tempfile\nos.getcwd() == os.path.expanduser('~') == tempfile.gettempdir(), sys.argv",
        "_, __, In[1][:3], Out[2]",
    )
    assert outcomes(done) == [OK] * 4
    assert shown(done, 0).count("True") == 1
    assert "(True, '__main__')" in shown(done, 1)
    assert "(True, ['notebook'])" in shown(done, 2)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_cell_can_use_several_processes(method: str) -> None:
    pool = (
        f"import math, multiprocessing\nwith multiprocessing.get_context({method!r}).Pool(2) as pool:\n"
        "    print(pool.map(math.sqrt, [4, 9]))"
    )
    done = ran(pool)
    has_shared_memory = shared_runner().tier.has_namespaces
    assert shown(done) == "[2.0, 3.0]\n" if has_shared_memory else outcomes(done) == [ERROR]


def test_context_variables_last_from_cell_to_cell_and_into_the_tests() -> None:
    done = run(
        shared_runner(),
        "import decimal\ndecimal.getcontext().prec = 50",
        "import asyncio\nawait asyncio.sleep(0)\nprint(decimal.getcontext().prec)",
        "def third():\n    return str(decimal.Decimal(1) / 3)\ndef twice(act):\n    return act() + act()",
        graded("assert len(third()) == 52", "precise"),
        graded("assert len(twice(lambda: third())) == 104", "nested"),
    )
    assert shown(done, 1) == "50\n"
    assert outcomes(done) == [OK] * 5
