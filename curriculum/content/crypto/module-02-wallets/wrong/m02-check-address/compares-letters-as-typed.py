# Compares spellings, so that the friend's address in capitals passes for an impostor and a real impostor is missed.
# fails: impostors-are-found

# %% impostors
def look_alikes(address, history, shown=4):
    wanted = address[2:]
    return [entry for entry in history if entry[2:] != wanted and entry[2 : 2 + shown] == wanted[:shown] and entry[-shown:] == wanted[-shown:]]
