"""Tells where each column of the two earlier designs is, as a part of the schema's page."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass

from db.base import SCHEMA, Base
from db.models import User  # noqa: F401  (fills the metadata)
from scripts.step import REPOSITORY

FILE = REPOSITORY / "tests" / "db" / "source_columns.toml"
DOCUMENTS = {"guild": "The guild document", "crypto": "The crypto document"}
BEGIN, END = "<!-- made by `make reference` -->\n", "<!-- until here -->\n"


@dataclass(frozen=True)
class Source:
    """A column of one of the documents, what there is of it here, and why if that is not the same."""

    document: str
    table: str
    column: str
    here: str
    why: str | None

    @property
    def is_found_by_name(self) -> bool:
        """Whether there is a column of that table and name, though it may mean something else."""
        return self.column in Base.metadata.tables[f"{SCHEMA}.{self.table}"].columns


def sources() -> list[Source]:
    """Every column of both documents, in their order."""
    content = tomllib.loads(FILE.read_text("utf-8"))
    moves = {move["column"]: move for move in content["moves"]}
    found = []
    for document in DOCUMENTS:
        for table, columns in content[document].items():
            for column in columns:
                move = moves.pop(f"{document}.{table}.{column}", None)
                here = move["here"] if move else f"{table}.{column}"
                found.append(Source(document, table, column, here, move["why"] if move else None))
    if moves:
        raise ValueError(f"{FILE}: no document has a column {', '.join(moves)}: mend its name.")
    return found


def with_mapping(page: str) -> str:
    """The page with its generated part written anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{mapping()}\n{END}{after}"


def mapping() -> str:
    """How much there is, what is different, and every column by table."""
    every = sources()
    tables = {source.table for source in every}
    kept = sum(source.is_found_by_name for source in every)
    moved = [source for source in every if source.why]
    lines = [
        f"They have {len(every)} columns in {len(tables)} different tables. All tables keep their names,",
        f"and {kept} columns are found by their table and name. These are different in name or meaning:",
        "",
        "| document: column | here | why |",
        "|---|---|---|",
        *(f"| {s.document}: `{s.table}.{s.column}` | `{s.here}` | {s.why} |" for s in moved),
    ]
    for document, title in DOCUMENTS.items():
        lines += ["", f"### {title}", "", "| table | columns, and what they are here |", "|---|---|"]
        by_table: dict[str, list[Source]] = defaultdict(list)
        for source in every:
            if source.document == document:
                by_table[source.table].append(source)
        lines += [f"| `{table}` | {', '.join(map(_shown, found))} |" for table, found in by_table.items()]
    return "\n".join(lines) + "\n"


def _shown(source: Source) -> str:
    if source.here == f"{source.table}.{source.column}":
        return f"`{source.column}`"
    here = source.here.removeprefix(f"{source.table}.")
    return f"`{source.column}` → `{here}`"
