"""A file is read as a notebook, mended in its form, or refused with a sentence."""

import gzip
import io
import json
import sys
import zipfile
from typing import Any

import nbformat
import pytest

from curriculum.grading.integrity import reading
from curriculum.grading.integrity.reading import UnreadableNotebookError, read, with_personal_values


def code(source: object = "1 + 1", **more: object) -> dict[str, Any]:
    plain = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
    return {**plain, **more}


def content(*cells: object, **more: object) -> bytes:
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": list(cells), **more}
    ).encode()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.ipynb", content())
    return target.getvalue()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "not a notebook"),
        (b"hello", "not a notebook"),
        (b"\xff\xfe\x00", "not a notebook"),
        (b"[1, 2]", "it has no cells"),
        (b'{"a": 1}', "it has no cells"),
        (content(nbformat=5), "its format is said to be '5'"),
        (content(nbformat="4"), "its format is said to be '4'"),
        (content(nbformat=True), "its format is said to be 'True'"),
        (b'{"nbformat": 4, "cells": {}}', "its cells are no list"),
        (b'{"nbformat": 3, "worksheets": 7}', "not a notebook"),
        (zipped(), "a zip archive"),
        (gzip.compress(content()), "a gzip archive"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"nbformat": 4, "cells": [' + b"[]," * 2_000_001 + b"[]]}", "more than 4,000,000 values"),
        (content(*[code()] * (reading.MOST_CELLS + 1)), "more than 2,000 cells"),
        (content(code("x" * (reading.LARGEST_SOURCE + 1))), "more than 4 MB of text"),
        (b'{"nbformat": 4, "cells": [], "x": ' + b"9" * 10_000 + b"}", "not a notebook"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "file",
)
def test_what_cannot_be_mended_is_refused_with_a_sentence(file: bytes, words: str) -> None:
    with pytest.raises(UnreadableNotebookError, match=words) as refused:
        read(file)
    assert str(refused.value).endswith(".")


def test_a_file_that_is_too_large_is_not_even_parsed() -> None:
    with pytest.raises(UnreadableNotebookError, match="larger than 64 MB"):
        read(b" " * (reading.LARGEST_NOTEBOOK + 1))


def test_what_was_wrong_in_a_cell_is_mended_and_told() -> None:
    found = read(
        content(
            code(["a = 1\n", "b = 2"]),
            code(None),
            code("ok", metadata=None),
            {"cell_type": "heading", "source": "Title", "metadata": {}},
            7,
            code("\ud800", outputs="none", surprise=1, metadata={"tags": "x", "collapsed": "yes", "own": 1}),
        )
    )
    assert [cell.source for cell in found.notebook.cells] == ["a = 1\nb = 2", "", "ok", "Title", "?"]
    assert found.notebook.cells[3].cell_type == "raw"
    assert found.notebook.cells[4].metadata == {"own": 1}
    assert len(found.sentences) == 5
    nbformat.validate(found.notebook)


def test_outputs_are_left_out() -> None:
    shown = {"output_type": "stream", "name": "stdout", "text": "x" * 1000}
    assert read(content(code(outputs=[shown]))).notebook.cells[0].outputs == []


def test_deep_metadata_is_left_out() -> None:
    deep: dict[str, object] = {}
    for _ in range(60):
        deep = {"deeper": deep}
    found = read(content(code(metadata=deep), metadata=deep))
    assert found.notebook.metadata == {}
    assert found.notebook.cells[0].metadata == {}
    assert len(found.sentences) == 2


def test_an_older_format_is_brought_to_the_present_one() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "cells": [{"cell_type": "code", "language": "python", "input": "1 + 1", "outputs": []}],
                "metadata": {},
            }
        ],
    }
    assert [cell.source for cell in read(json.dumps(old).encode()).notebook.cells] == ["1 + 1"]


def test_a_newer_minor_format_is_read_as_the_newest_known() -> None:
    found = read(content(code(id="one"), nbformat_minor=9))
    assert (found.notebook.nbformat_minor, len(found.sentences)) == (5, 1)


def test_doubled_and_missing_ids_become_single_ones() -> None:
    found = read(content(code(id="same"), code(id="same"), code(), nbformat_minor=5))
    assert len({cell.id for cell in found.notebook.cells}) == 3


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert len(read(b"\xef\xbb\xbf" + content(code())).notebook.cells) == 1


def test_personal_values_are_ours_alone() -> None:
    forged = content(code(), metadata={"coursewright": {"variant": {"entity": "forged"}}, "kept": 1})
    ours = json.loads(with_personal_values(forged, {"variant": {"entity": "Shoe"}}))
    assert ours["metadata"] == {"kept": 1, "coursewright": {"variant": {"entity": "Shoe"}}}
    assert json.loads(with_personal_values(forged, None))["metadata"] == {"kept": 1}


@pytest.mark.parametrize("file", [b"[" * 100_000, b'{"a": ' * 50_000, b'["]", ' * 100_000])
def test_deep_nesting_is_refused_also_where_a_library_raised_pythons_guard(
    file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "getrecursionlimit", lambda: 1_000_000)
    with pytest.raises(UnreadableNotebookError, match="nested too deeply"):
        read(b'{"nbformat": 4, "cells": ' + file)


def test_brackets_inside_text_are_no_nesting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getrecursionlimit", lambda: 1_000_000)
    assert read(content(code("[" * 5_000 + '\\"{' * 5_000))).notebook.cells[0].source.startswith("[[[")
