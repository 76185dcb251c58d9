"""Builds the front end for a wheel; an editable install uses what `npm run build:prod` left behind."""

from hatch_jupyter_builder import npm_builder


def build_front_end(target_name: str, version: str, **options: str) -> None:
    """Run npm, except for an editable install, which must work without Node and at once."""
    if version != "editable":
        npm_builder(target_name, version, **options)
