# Repairs the lower edge, forgets the upper one, and refuses 0 as well.
# fails: edges-repaired, nonsense-refused

# %% repair
def repaired(reading, low, high):
    if reading <= 0:
        raise ValueError("a reading must be above 0")
    if reading < low:
        return "poor"
    if reading < high:
        return "fair"
    return "good"
