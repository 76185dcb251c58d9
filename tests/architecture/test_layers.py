"""SQL, commits and handlers stay where the design puts them."""

import ast

from tests.architecture.source import calls, python_files, relative, tree

SQL_CALLS = {"select", "text", "insert", "update", "delete"}
SQL_MODULES = ("sqlalchemy",)


def _sqlalchemy_names(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SQL_MODULES):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def test_only_the_unit_of_work_commits() -> None:
    offenders = [
        f"{relative(path)}:{line}"
        for path in python_files()
        if relative(path) != "db/unit_of_work.py"
        for name, line in calls(tree(path))
        if name == "commit" and "uow.commit()" not in path.read_text(encoding="utf-8").splitlines()[line - 1]
    ]
    assert not offenders, "commit() belongs to db/unit_of_work.py; call uow.commit() instead"


def test_sql_is_written_in_the_db_package_alone() -> None:
    offenders = [
        f"{relative(path)}:{line} {name}()"
        for path in python_files()
        if not relative(path).startswith("db/")
        for names in [_sqlalchemy_names(path.read_text(encoding="utf-8"))]
        for name, line in calls(tree(path))
        if name in SQL_CALLS & names
    ]
    assert not offenders, "put the statement into a repository in db/repositories"


def _imports(module: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}


def test_only_the_gradebook_adapter_imports_the_api_of_nbgrader() -> None:
    adapters = {"curriculum/grading/gradebook.py", "hub/formgrader/gradebook.py"}
    users = {relative(path) for path in python_files() if "nbgrader.api" in _imports(tree(path))}
    assert users <= adapters
