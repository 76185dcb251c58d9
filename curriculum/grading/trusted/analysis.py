"""Which names a cell makes, changes, reads, imports and deletes, by its text and without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_HARMLESS_CALLS = frozenset({"print", "display", "len", "repr", "str", "type", "help"})


@dataclass(slots=True)
class Names:
    """The names of one piece of code, those of nested functions included where they are global."""

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    imported: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


def names_of(tree: ast.AST) -> Names:
    """Look at statements as they stand at the top of a cell."""
    names = Names()
    _Walk(names, frozenset()).visit(tree)
    return names


def parse(source: str) -> ast.Module | None:
    """The tree of a cell, or None when it is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def imports_of(tree: ast.Module) -> Iterator[ast.stmt]:
    """The import statements at the top of a cell, those guarded by `try` and `if` included."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.Try | ast.If):
            inner = ast.Module(body=[*node.body, *node.orelse], type_ignores=[])
            yield from imports_of(inner)


def compared_classes(tree: ast.Module) -> frozenset[str]:
    """The classes that the cell names in `student_compares(...)`."""
    return frozenset(
        argument.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "student_compares"
        for argument in node.args
        if isinstance(argument, ast.Name)
    )


class _Walk(ast.NodeVisitor):
    """Collects names; `local` are those that belong to an enclosing function."""

    def __init__(self, names: Names, local: frozenset[str]) -> None:
        self._names, self._local = names, local

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in self._local:
            return
        if isinstance(node.ctx, ast.Load):
            self._names.read.add(node.id)
        elif isinstance(node.ctx, ast.Store):
            self._names.made.add(node.id)
        else:
            self._names.deleted.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._note_change(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._note_change(node)

    def _note_change(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(node)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call whose value nobody takes is made for what it changes."""
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(call, ast.Call) and getattr(call.func, "id", None) not in _HARMLESS_CALLS:
            for target in (call.func, *call.args):
                if not isinstance(target, ast.Name) or target is not call.func:
                    self._change(target)
        self.generic_visit(node)

    def _change(self, node: ast.expr) -> None:
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        if isinstance(node, ast.Name) and node.id not in self._local:
            self._names.changed.add(node.id)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._names.imported.add(alias.asname or alias.name.partition(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._names.imported.add(alias.asname or alias.name)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name and node.name not in self._local:
            self._names.made.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name and node.name not in self._local:
            self._names.made.add(node.name)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._scope(node, node.name)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._scope(node, node.name)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._scope(node, node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._scope(node, None)

    def _comprehension(self, node: ast.AST) -> None:
        targets = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        walrus = {n.target.id for n in ast.walk(node) if isinstance(n, ast.NamedExpr)}
        _Walk(self._names, self._local | (targets - walrus)).generic_visit(node)

    visit_ListComp = _comprehension  # noqa: N815 - the names that ast calls
    visit_SetComp = _comprehension  # noqa: N815
    visit_DictComp = _comprehension  # noqa: N815
    visit_GeneratorExp = _comprehension  # noqa: N815

    def _scope(self, node: _Scope, name: str | None) -> None:
        if name is not None and name not in self._local:
            self._names.made.add(name)
        for outer in (*getattr(node, "decorator_list", ()), *getattr(node, "bases", ())):
            self.visit(outer)
        inner = _Walk(self._names, self._local | _locals_of(node))
        body = node.body if isinstance(node.body, list) else [node.body]
        for part in body:
            inner.visit(part)


def _locals_of(node: _Scope) -> frozenset[str]:
    arguments = getattr(node, "args", None)
    names = (
        {argument.arg for argument in ast.walk(arguments) if isinstance(argument, ast.arg)}
        if arguments
        else set()
    )
    if isinstance(node, ast.Lambda):
        return frozenset(names)
    own = Names()
    for statement in node.body:
        _Walk(own, frozenset()).visit(statement)
    outside = {name for n in ast.walk(node) if isinstance(n, ast.Global) for name in n.names}
    return frozenset((names | own.made | own.imported) - outside)
