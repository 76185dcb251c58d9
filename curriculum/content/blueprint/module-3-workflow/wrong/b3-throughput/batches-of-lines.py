# Cuts the list of lines into batches, with every name as often as it comes.
# fails: few-questions

# %% batches
def look_up_in_batches(names, ask_many, size):
    known = {}
    for start in range(0, len(names), size):
        known.update(ask_many(names[start : start + size]))
    return [known[name] for name in names]
