"""What surrounds the student's code while it answers a test: the test's patches, and ears for warnings."""

import contextlib
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from curriculum.grading.protocol.message import WARNING, Ask, Output


@contextlib.contextmanager
def of(ask: Ask, outputs: list[Output]) -> Iterator[None]:
    """Replace what the test replaced, and put warnings among the outputs."""
    former = warnings.showwarning
    warnings.showwarning = _recorder(outputs)
    try:
        if ask.patches or ask.hears_warnings:
            with _patched(ask.patches), _open_ears(ask.hears_warnings):
                yield
        else:
            yield
    finally:
        warnings.showwarning = former


def _recorder(outputs: list[Output]) -> Any:
    def record(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        kind = {"module": category.__module__, "name": category.__name__}
        outputs.append({"output_type": WARNING, **kind, "text": str(message)})

    return record


@contextlib.contextmanager
def _patched(patches: list[Any]) -> Iterator[None]:
    former: list[tuple[Any, str, Any]] = []
    for module, name, value in patches:
        place = sys.modules.get(module)
        if place is not None and hasattr(place, name):
            former.append((place, name, getattr(place, name)))
            setattr(place, name, value)
    try:
        yield
    finally:
        for place, name, value in reversed(former):
            setattr(place, name, value)


@contextlib.contextmanager
def _open_ears(hears: bool) -> Iterator[None]:
    if not hears:
        yield
        return
    with warnings.catch_warnings():
        recorder = warnings.showwarning
        warnings.simplefilter("always")
        warnings.showwarning = recorder
        yield
