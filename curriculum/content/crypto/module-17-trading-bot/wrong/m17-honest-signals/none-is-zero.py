# Treats a mood of 0 as no mood at all, because both are false.
# fails: strategy-follows-its-rule

# %% targets
def targets(closes, moods, fast, slow, floor):
    quick, steady = moving_average(closes, fast), moving_average(closes, slow)
    return [
        int(bool(short and long and short > long and not (feeling and feeling < floor)))
        for short, long, feeling in zip(quick, steady, moods)
    ]
