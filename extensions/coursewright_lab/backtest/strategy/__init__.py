"""How a student writes a strategy: a function `signals`, or a class with `init` and `next`."""
