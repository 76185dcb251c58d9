"""Reads a Parquet file of bars."""

from pathlib import Path

from coursewright_lab.backtest.errors import InvalidData
from coursewright_lab.backtest.market import COLUMNS, Market, of_frames


def read_parquet(path: Path) -> Market:
    """Return the market in the file. Raises InvalidData naming the bar that is wrong."""
    import fastparquet  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            frame = fastparquet.ParquetFile(file).to_pandas()
    except OSError as error:
        raise InvalidData(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except Exception as error:
        raise InvalidData(f"{path.name} is no Parquet file: {error}. Save it anew, or as CSV.") from error
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    if missing := [name for name in ("timestamp", *COLUMNS) if name not in frame]:
        raise InvalidData(f"{path.name} lacks the column {', '.join(missing)}. Add it.")
    return of_frames({path.stem: frame}, origin="file")
