"""Rows that a new platform starts with."""

from db.seed.demo import seed_demo
from db.seed.people import COHORT_SLUG, PEOPLE

__all__ = ["COHORT_SLUG", "PEOPLE", "seed_demo"]
