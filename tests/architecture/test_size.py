"""Files and functions stay small enough to be read in one go."""

import ast

from tests.architecture.source import ROOT, python_files, relative, tree

MOST_LINES_OF_A_FILE = 400
USUAL_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def _length(path_lines: str) -> int:
    return len(path_lines.splitlines())


def test_no_file_has_more_than_400_lines_and_nine_in_ten_have_250_or_fewer() -> None:
    lengths = {relative(path): _length(path.read_text(encoding="utf-8")) for path in python_files()}
    assert [name for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE] == []
    long = [name for name, length in lengths.items() if length > USUAL_LINES_OF_A_FILE]
    assert len(long) <= len(lengths) / 10, long


def test_no_front_end_file_has_more_than_400_lines() -> None:
    sources = [*(ROOT / "extensions/src").rglob("*.ts"), *(ROOT / "extensions/src").rglob("*.tsx")]
    long = {relative(path) for path in sources if _length(path.read_text(encoding="utf-8")) > 400}
    assert long <= {"extensions/src/api/schema.ts"}  # written by a machine


def test_no_function_has_more_than_60_lines() -> None:
    offenders = [
        f"{relative(path)}:{node.lineno} {node.name}"
        for path in python_files()
        if "migrations/versions" not in relative(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert offenders == []


def test_every_module_says_its_purpose() -> None:
    offenders = [relative(path) for path in python_files() if not ast.get_docstring(tree(path))]
    assert offenders == []


def test_no_module_has_a_vague_name() -> None:
    assert [relative(path) for path in python_files() if path.stem in VAGUE] == []
