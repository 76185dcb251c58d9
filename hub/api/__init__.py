"""The HTTP door to the data: thin handlers behind one table of routes."""
