"""Notebooks in other languages: a real kernel in the same sandbox, its tests beside the student's code."""
