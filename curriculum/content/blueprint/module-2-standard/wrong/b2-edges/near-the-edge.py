# Gives evidence beside the edges, where the program is right, and repairs only the edges.
# fails: evidence-convicts, nonsense-refused

# %% evidence
evidence = {"lower-edge": (11, 10, 20), "upper-edge": (19, 10, 20), "below-zero": (-1, 10, 20)}

# %% repair
def repaired(reading, low, high):
    if reading < low:
        return "poor"
    return "fair" if reading <= high else "good"
