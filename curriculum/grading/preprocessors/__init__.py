"""The steps that this platform puts into nbgrader's autograding."""
