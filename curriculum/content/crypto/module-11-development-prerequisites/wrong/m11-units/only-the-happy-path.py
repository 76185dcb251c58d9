# Tests with friendly amounts only, and never with a text that has to be refused.
# fails: catches-plain-mistakes, catches-sly-mistakes

# %% find-faults
def find_faults(parse):
    faults = []
    for text, decimals, expected in [("1.5", 6, 1_500_000), ("20", 2, 2_000), ("0.5", 18, 5 * 10**17)]:
        if parse(text, decimals) != expected:
            faults.append(f"{text} comes out wrong")
    return faults
