# Keeps the readings outside of the function, so that they grow old.
# fails: nothing-grows-old

# %% once
known = {}


def look_up_once(names, ask):
    for name in names:
        if name not in known:
            known[name] = ask(name)
    return [known[name] for name in names]
