# Fills the places before the first average with the first value that comes later.
# fails: average-is-known-then, strategy-follows-its-rule

# %% moving-average
def moving_average(values, count):
    means = [sum(values[place - count + 1 : place + 1]) / count for place in range(count - 1, len(values))]
    first = means[0] if means else None
    return [first] * (len(values) - len(means)) + means
