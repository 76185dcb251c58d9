# Stops before the last number.
# fails: adds-all, adds-nothing

# %% total
def total(numbers):
    return sum(numbers[:-1])
