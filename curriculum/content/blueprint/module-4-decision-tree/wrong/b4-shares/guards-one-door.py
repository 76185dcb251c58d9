# Convicts with calls that are in order, and guards against an empty room only.
# fails: evidence-convicts, nonsense-refused

# %% evidence
evidence = {"lost-rest": (100, 4), "nobody-there": (100, 0), "negative-amount": (-10, 2)}

# %% repair
def divide_fairly(amount, people):
    if people == 0:
        raise ValueError("nobody is there")
    share, rest = divmod(amount, people)
    return [share + 1] * rest + [share] * (people - rest)
