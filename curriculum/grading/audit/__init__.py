"""Finds test cells that give points to answers which deserve none."""

from curriculum.grading.audit.battery import audit
from curriculum.grading.audit.finding import Finding, Flaw

__all__ = ["Finding", "Flaw", "audit"]
