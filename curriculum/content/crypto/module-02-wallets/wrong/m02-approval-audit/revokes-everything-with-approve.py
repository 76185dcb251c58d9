# Ends a permission for a whole collection with approve(who, 0), which does not touch it.
# fails: revocations-are-complete

# %% revoke
def revocations(history, trusted):
    return sorted((token, "0x095ea7b3" + who[2:].rjust(64, "0") + "0" * 64) for token, who in open_permissions(history) if who not in trusted)
