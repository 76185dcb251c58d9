"""Reads a Parquet file of bars."""

import faulthandler
import io
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stdout
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import Market, of_frames

if TYPE_CHECKING:
    import pandas as pd


def read_parquet(path: Path) -> Market:
    """Return the market in the file. Raises InvalidData naming the bar that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidData(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    # In a process of its own: the decoder does not bound what it reads, and dies of some broken files.
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as apart:
        try:
            frame = apart.submit(_decode, content).result()
        except Exception as error:
            reason = "it is broken" if isinstance(error, BrokenProcessPool) else error
            raise InvalidData(
                f"{path.name} is no Parquet file: {reason}. Save it anew, or as CSV."
            ) from error
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    return of_frames({path.stem: frame}, origin="file")


def _decode(content: bytes) -> "pd.DataFrame":
    import fastparquet  # noqa: PLC0415

    faulthandler.disable()  # who asked is told in a sentence
    with redirect_stdout(sys.stderr):  # it prints what it finds odd
        frame: pd.DataFrame = fastparquet.ParquetFile(io.BytesIO(content)).to_pandas()
    return frame
