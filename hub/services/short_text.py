"""Decides short answers that need no person: known texts and figures."""

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from db.repositories.answer_key import AnswerKey

_FIGURE: Final = re.compile(
    r"""(?:[≈~]|about|approx\.?|around)? \s* [$€£]? \s*
    (?P<sign>[+-]?) \s* [$€£]? \s*
    (?P<digits>\d[\d.,'_\s]*|[.,]\d+) \s*
    (?:(?:e|(?:x|\*|·)\s*10\s*(?:\^|\*\*))\s*(?P<power>[+-]?\d{1,3}))?
    \s* (?P<unit>[^\d.,+\-*/^=]*) [.]?""",
    re.VERBOSE,
)
_ENDING: Final = re.compile(r"[\s.!;]+$")
_LONGEST_FIGURE: Final = 80
_CLOSE: Final = 1e-9
"""Relative slack for figures without a tolerance, because decimals have no exact form."""


def decide(answer: str, key: AnswerKey) -> bool | None:
    """Tell whether a short answer is right; None when a person has to read it.

    It is right when it is one of the accepted texts (capitals, spaces and the full stop don't count), or a
    figure within the tolerance of the key's number, whatever its unit. A bare figure that is not is wrong.
    """
    said = normalised(answer)
    if not said:
        return False
    if said in {normalised(text) for text in (*key.accepts, key.correct)}:
        return True
    if key.number is None:
        return None
    found = _FIGURE.fullmatch(said) if len(said) <= _LONGEST_FIGURE else None
    if found is None:
        return None
    if any(_is_close(value, key.number, key.tolerance) for value in _readings(found)):
        return True
    return None if found["unit"].strip() else False


def normalised(text: str) -> str:
    """Bring texts that differ only in how they are written to one form."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("−", "-").replace("×", "x")  # noqa: RUF001
    return _ENDING.sub("", " ".join(plain.replace("’", "'").replace("`", "").split()))  # noqa: RUF001


def _readings(found: re.Match[str]) -> Iterator[float]:
    """Every number that the digits can mean: commas and points part thousands or begin the decimals."""
    digits = re.sub(r"[\s'_]", "", found["digits"])
    power = int(found["power"] or 0)
    forms = {digits.replace(",", ""), digits.replace(".", "").replace(",", ".")}
    for form in forms:
        if form.count(".") <= 1 and form.strip("."):
            yield float(f"{found['sign']}{form}e{power}")


def _is_close(value: float, wanted: float, tolerance: float) -> bool:
    slack = abs(value - wanted) <= tolerance * (1 + _CLOSE)
    return slack or math.isclose(value, wanted, rel_tol=_CLOSE, abs_tol=1e-12)
