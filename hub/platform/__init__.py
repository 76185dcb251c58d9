"""Brings the whole platform up on one machine and keeps it up."""
