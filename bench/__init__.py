"""Measurements of the running platform."""
