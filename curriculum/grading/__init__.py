"""How submitted notebooks are run, graded and recorded."""
