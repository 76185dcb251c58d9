"""Remembers what was retold, so that the same words and the same template give the same text again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curriculum.authoring.retelling import faults, paragraphs, retell
from curriculum.render import Template


@dataclass(frozen=True)
class Retold:
    """A folder of retold paragraphs, each by the template and the learner's words that it was told from."""

    folder: Path

    def __call__(self, template: Template, values: Mapping[str, str]) -> Template:
        """The template as it was retold in these words, or itself where nothing sound is remembered."""
        texts = self.recall(template, values)
        return template if texts is None else retell(template, texts)

    def recall(self, template: Template, values: Mapping[str, str]) -> tuple[str, ...] | None:
        """The remembered texts, checked again: a file can be older than the checks, or damaged."""
        try:
            texts = json.loads(self._place(template, values).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        is_list = isinstance(texts, list) and all(isinstance(text, str) for text in texts)
        return tuple(texts) if is_list and not faults(template, values, texts) else None

    def remember(self, template: Template, values: Mapping[str, str], texts: Sequence[str]) -> None:
        """Keep texts without faults, whole or not at all."""
        place = self._place(template, values)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(".new")
        draft.write_text(json.dumps(list(texts), ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(place)

    def _place(self, template: Template, values: Mapping[str, str]) -> Path:
        told_from = [template.key, dict(sorted(values.items())), [each.text for each in paragraphs(template)]]
        address = hashlib.sha256(json.dumps(told_from).encode()).hexdigest()
        return self.folder / f"{address}.json"
