# Counts the numbers instead of adding them.
# fails: adds-all, adds-nothing

# %% total
def total(numbers):
    return len(numbers)
