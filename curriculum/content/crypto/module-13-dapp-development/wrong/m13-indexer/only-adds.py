# Appends whatever comes, and never takes the blocks of a losing branch back.
# fails: branches-are-followed

# %% follow
def follow(known, incoming):
    return [], known + incoming
