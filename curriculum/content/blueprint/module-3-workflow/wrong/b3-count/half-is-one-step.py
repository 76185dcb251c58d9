# Believes that halving takes half as many steps, and that corners are looked at once each.
# fails: counts-simple, counts-halving

# %% counts
def steps_to_label(n):
    return n


def steps_to_register(n):
    return n * (n - 1) // 2


def steps_to_compare(n):
    return min(n, 3)


def steps_to_halve(n):
    return n // 2
