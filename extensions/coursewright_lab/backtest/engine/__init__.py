"""The engine: a specified fill of targets on bars, compiled, with a plain Python oracle beside it."""
