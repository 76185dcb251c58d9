"""Reads a Parquet file of bars."""

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import Market, of_frames


def read_parquet(path: Path) -> Market:
    """Return the market in the file. Raises InvalidData naming the bar that is wrong."""
    import fastparquet  # noqa: PLC0415

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidData(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    try:
        with redirect_stdout(sys.stderr):  # it prints what it finds odd
            frame = fastparquet.ParquetFile(io.BytesIO(content)).to_pandas()
    except Exception as error:
        raise InvalidData(f"{path.name} is no Parquet file: {error}. Save it anew, or as CSV.") from error
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    return of_frames({path.stem: frame}, origin="file")
