"""The reference page of the schema names every table, and none that is not there."""

import re
from pathlib import Path

from db.base import Base
from db.models import User  # noqa: F401  (fills the metadata)

PAGE = Path(__file__).parents[2] / "docs/reference/schema.md"


def test_the_page_describes_exactly_the_tables_that_exist() -> None:
    before_mapping = PAGE.read_text("utf-8").split("## From the two source documents")[0]
    described = re.findall(r"^\| `(\w+)` \| \S", before_mapping.split("## People")[1], re.MULTILINE)
    assert sorted(described) == sorted(table.name for table in Base.metadata.tables.values())
