"""Reads a person's own bars from a file, by its ending."""

from pathlib import Path

from coursewright_lab.backtest.data.csv_file import read_csv
from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import Market

_PARQUET = {".parquet", ".pq"}


def read(path: Path | str) -> Market:
    """Return the market in a CSV or Parquet file. Raises InvalidData naming the row that is wrong."""
    file = Path(path)
    if file.suffix.lower() in _PARQUET:
        from coursewright_lab.backtest.data.parquet_file import read_parquet  # noqa: PLC0415

        return read_parquet(file)
    if not file.exists():
        raise InvalidData(f"{file} does not exist. Check the path.")
    if not file.is_file():
        raise InvalidData(f"{file} is no file. Name a CSV or Parquet file.")
    return read_csv(file)
