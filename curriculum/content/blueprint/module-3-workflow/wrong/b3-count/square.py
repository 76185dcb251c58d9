# Takes "quadratic" for n times n, and names the program with the loop that looks longest.
# fails: counts-register, verdict-holds

# %% counts
def steps_to_label(n):
    return n


def steps_to_register(n):
    return n * n


def steps_to_compare(n):
    return 4


def steps_to_halve(n):
    return n.bit_length() - 1

# %% verdict
dies = "register_all"
longest_list = 1000
