"""The front end's types are those of the service."""

from scripts.api_types import FILE, api_types


def test_the_types_of_the_api_are_up_to_date() -> None:
    assert FILE.read_text("utf-8") == api_types(), (
        "run `make reference` and commit extensions/src/api/schema.ts"
    )
