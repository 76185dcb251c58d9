# Gives the whole rest to the first person.
# fails: no-coin-lost

# %% repair
def divide_fairly(amount, people):
    if amount < 0 or people < 1:
        raise ValueError("nothing to divide")
    share, rest = divmod(amount, people)
    return [share + rest] + [share] * (people - 1)
