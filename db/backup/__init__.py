"""Saves the whole database into one file, and brings an empty one to what such a file says."""
