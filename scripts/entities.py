"""Draws the tables and how they hang together, from the models."""

from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint, make_url

from db import models
from db.base import Base

SECTIONS = {
    "People": ("user", "relationship"),
    "The fixed curriculum": ("catalogue", "notebook", "resource"),
    "Learners' own courses": ("blueprint", "course", "course_request"),
    "Cohorts": ("cohort", "extension"),
    "Progress and submissions": (
        "progress",
        "study_time",
        "submission",
        "hint",
        "regrade",
        "review",
        "rubric",
        "quiz",
        "review_card",
    ),
    "The bridge to nbgrader": ("gradebook", "outbox"),
    "The guild": ("activity", "achievement", "forum", "forum_anchor", "forum_edit", "forum_report"),
    "Bots": ("bot",),
    "Discovery": ("recommendation",),
    "Records": ("audit", "llm_call"),
}
_DIALECT = make_url("postgresql+psycopg://").get_dialect()()
_HEAD = """\
# Entities

The tables of the schema `coursewright`, drawn from the models by `make reference`. What a row of each is, is
told in [the schema](schema.md). A line ends in a fork at the side that has many rows, and in a
circle where there may be none.
"""


def entities_page() -> str:
    """One drawing of everything without columns, and one per section with them."""
    tables = Base.metadata.sorted_tables
    parts = [_HEAD, "## All tables\n", _drawing(tables, with_columns=False)]
    for section, names in SECTIONS.items():
        chosen = [table for table in tables if _module_of(table) in names]
        parts += [f"## {section}\n", _drawing(chosen, with_columns=True)]
    return "\n".join(parts)


def undrawn() -> set[str]:
    """The files of models that belong to no section."""
    drawn = {name for names in SECTIONS.values() for name in names}
    return {_module_of(table) for table in Base.metadata.sorted_tables} - drawn


def _module_of(table: Table) -> str:
    mappers = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return str(mappers[table.name].__module__.removeprefix(f"{models.__name__}."))


def _drawing(tables: list[Table], *, with_columns: bool) -> str:
    lines = ["```mermaid", "erDiagram"]
    for table in sorted(tables, key=lambda each: each.name):
        keys = sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
        lines += [_line(table, key) for key in keys]
        if with_columns:
            lines += [f"    {table.name} {{", *_columns(table), "    }"]
    return "\n".join([*lines, "```", ""])


def _line(table: Table, key: ForeignKeyConstraint) -> str:
    may_be_none = any(column.nullable for column in key.columns)
    columns = {column.name for column in key.columns}
    unique = [
        {column.name for column in rule.columns}
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    is_single = columns in [*unique, {column.name for column in table.primary_key.columns}]
    left, right = "|o" if may_be_none else "||", "o|" if is_single else "o{"
    return f'    {key.referred_table.name} {left}--{right} {table.name} : "{", ".join(key.column_keys)}"'


def _columns(table: Table) -> list[str]:
    foreign = {column.name for key in table.foreign_key_constraints for column in key.columns}
    lines = []
    for column in table.columns:
        kind = column.type.compile(_DIALECT).split("(")[0].split(" ")[0].lower()
        marks = [
            word for word, holds in (("PK", column.primary_key), ("FK", column.name in foreign)) if holds
        ]
        lines.append(f"        {kind} {column.name} {','.join(marks)}".rstrip())
    return lines
