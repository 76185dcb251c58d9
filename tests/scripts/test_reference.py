"""The reference pages say what the code does."""

from pathlib import Path

import pytest

from db.access import Access
from db.base import Base
from hub.settings import described
from scripts import entities, source_columns
from scripts.reference import pages, pages_of


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_a_generated_page_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == pages()[path], "run `make reference` and commit the page"


def test_what_is_told_of_a_migrated_database_is_up_to_date(fresh_database: Access) -> None:
    for path, text in pages_of(fresh_database).items():
        assert path.read_text("utf-8") == text, "run `make reference` and commit the file"


def test_every_table_is_drawn_in_a_section() -> None:
    assert entities.undrawn() == set()
    drawn = entities.entities_page().split("## People")[1]
    assert [table.name for table in Base.metadata.sorted_tables if f"    {table.name} {{" not in drawn] == []


def test_every_column_of_both_documents_is_here_and_counted() -> None:
    every = source_columns.sources()
    assert len(every) == 296
    assert len({source.table for source in every}) == 31
    assert sum(source.is_found_by_name for source in every) == 292
    tables = {table.name: table.columns for table in Base.metadata.tables.values()}
    lost = [
        source
        for source in every
        if source.here.partition(".")[2] not in tables[source.here.partition(".")[0]]
    ]
    assert lost == []
    assert {source.table for source in every} <= tables.keys()


def test_every_setting_says_what_it_is_for_what_fits_and_its_default() -> None:
    assert [
        name for name, _, setting in described() if not (setting.help and setting.fits and setting.default)
    ] == []
