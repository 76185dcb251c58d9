# Takes a reading that is None for one that is not known, and asks again.
# fails: nothing-grows-old

# %% once
def look_up_once(names, ask):
    known = {}
    for name in names:
        if known.get(name) is None:
            known[name] = ask(name)
    return [known[name] for name in names]
