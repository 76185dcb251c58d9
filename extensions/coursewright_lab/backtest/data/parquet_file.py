"""Reads a Parquet file of bars."""

import faulthandler
import io
import sys
from contextlib import redirect_stdout
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import Market, of_frames

if TYPE_CHECKING:
    import pandas as pd

SECONDS = 60.0
"""Longest time to decode a file; millions of bars take one."""

_MAGIC = b"PAR1"


def read_parquet(path: Path) -> Market:
    """Return the market in the file. Raises InvalidData naming the bar that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidData(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    answer = _decoded_apart(content) if _is_framed(content) else "it does not begin and end as one"
    if isinstance(answer, str):
        raise InvalidData(f"{path.name} is no Parquet file: {answer}. Save it anew, or as CSV.")
    answer.columns = [str(name).strip().lower() for name in answer.columns]
    return of_frames({path.stem: answer}, origin="file")


def _is_framed(content: bytes) -> bool:
    """Whether the marks at both ends are there, and the length of the footer fits between them."""
    length = int.from_bytes(content[-8:-4], "little")
    return content.startswith(_MAGIC) and content.endswith(_MAGIC) and 0 < length <= len(content) - 12


def _decoded_apart(content: bytes) -> "pd.DataFrame | str":
    """Decode in a process of its own: the decoder dies of some broken files, and never ends with others."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(content, there), daemon=True)
    process.start()
    there.close()
    try:
        answer: pd.DataFrame | str = here.recv() if here.poll(SECONDS) else "it takes too long to read"
    except EOFError:
        answer = "it is broken"
    finally:
        process.kill()
        process.join()
        here.close()
    return answer


def _answer(content: bytes, there: Connection) -> None:
    faulthandler.disable()  # who asked is told in a sentence
    try:
        there.send(_decode(content))
    except Exception as error:  # noqa: BLE001 - whatever it is, the file is to blame
        there.send(str(error))


def _decode(content: bytes) -> "pd.DataFrame":
    import fastparquet  # noqa: PLC0415

    with redirect_stdout(sys.stderr):  # it prints what it finds odd
        frame: pd.DataFrame = fastparquet.ParquetFile(io.BytesIO(content)).to_pandas()
    return frame
