"""Fills a database with a large, lifelike and reproducible crowd: for measuring, not for teaching."""

from db.seed.scale.load import load
from db.seed.scale.plan import Plan
from db.seed.scale.refusal import DatabaseInUse

__all__ = ["DatabaseInUse", "Plan", "load"]
